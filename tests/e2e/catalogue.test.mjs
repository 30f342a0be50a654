// The model picker as a person uses it: filters, favourites, sets, prices by hand, marks, and very long lists.
import assert from 'node:assert/strict';
import { Key } from 'selenium-webdriver';
import { invoke } from './lib/canary.mjs';
import { connected } from './lib/connected.mjs';
import { RICH } from './lib/models.mjs';
import { python, until } from './lib/processes.mjs';
import { onDesktop } from './lib/scenario.mjs';
import { answer } from './lib/script.mjs';
import { startScripted } from './lib/servers.mjs';

const scenario = onDesktop();

const listed = (page) =>
  page.script(`return [...document.querySelectorAll('[data-testid="model-option"]')].map((row) => row.dataset.model)`);
const headings = (page) =>
  page.script(`return [...document.querySelectorAll('.option-group')].map((each) => each.textContent)`);
const option = (page, model) =>
  page.script(
    'return document.querySelector(arguments[0])?.textContent.replace(/\\s+/g, " ") ?? null',
    `[data-testid="model-option"][data-model="${model}"]`,
  );

async function search(page, text) {
  await page.type('model-search', text, { replace: true });
  await until(`${text} comes first`, async () => (await listed(page))[0] === text);
}

scenario('filters, favourites, sets and prices by hand narrow the list down and are kept', async (parts) => {
  const { page, window, server } = await connected(parts, {
    models: RICH,
    tabs: ['kimi-k2.6', 'gpt-5.4'],
    answers: { '*': [answer('Yes.')] },
  });
  await page.press('add-tab');
  await page.find('model-option', { 'data-model': 'claude-haiku-4-5' });
  assert.match(await page.text('picker-age'), /updated just now|updated .* ago/);
  assert.equal((await server.requests('/models')).length, 0, 'a fresh list is not read again');
  assert.deepEqual(await headings(page), ['Recent', 'All, by name']);
  assert.match(await option(page, 'claude-haiku-4-5'), /Anthropic.*200K.*Vision.*Tools.*Reasoning.*1\.00\s*5\.00/);

  await page.press('picker-facet', { 'data-facet': 'price:free' });
  await until('only the free one is left', async () => JSON.stringify(await listed(page)) === '["glm-4.7-flash-free"]');
  await page.press('picker-clear');
  await page.press('picker-facet', { 'data-facet': 'can:1' });
  await page.press('picker-facet', { 'data-facet': 'vendor:Google' });
  await until(
    'what sees and is Google’s is left',
    async () => JSON.stringify(await listed(page)) === '["gemini-3-flash","gemini-3.1-pro"]',
  );
  await page.press('picker-clear');
  assert.equal(await page.has('picker-clear'), false);

  await search(page, 'qwen3-8b');
  assert.match(await option(page, 'qwen3-8b'), /––$/);
  await page.press('picker-favourite');
  await page.press('picker-price');
  await page.type('price-input', '0.2');
  await page.type('price-output', 'much');
  await page.press('price-save');
  await until('what is no price is said', () =>
    page.script(
      `return document.querySelector('[data-testid="price-output"]')?.getAttribute('aria-invalid') === 'true'`,
    ),
  );
  await page.type('price-output', '0.75', { replace: true });
  await page.press('price-save');
  await until('the price is shown', async () => /0\.20\s*0\.75/.test(await option(page, 'qwen3-8b')));

  await page.press('model-option', { 'data-model': 'qwen3-8b' });
  await search(page, 'o4-mini');
  await page.press('model-option', { 'data-model': 'o4-mini' });
  await page.press('set-keep');
  await page.type('set-name', `Fast 2${Key.ENTER}`);
  await page.find('picker-set', { 'data-name': 'Fast 2' });
  await page.type('model-search', Key.ESCAPE);
  await page.gone('model-picker');

  await window.close();
  await window.open();
  await window.page.press('add-tab');
  await window.page.find('model-option', { 'data-model': 'qwen3-8b' });
  assert.deepEqual(await headings(window.page), ['Recent', 'Favourites', 'All, by name']);
  assert.match(await option(window.page, 'qwen3-8b'), /0\.20\s*0\.75/);
  await window.page.press('picker-set', { 'data-name': 'Fast 2' });
  await window.page.press('picker-apply');
  await window.page.gone('model-picker');
  assert.deepEqual(
    (await window.page.tabs()).map((tab) => tab.model),
    ['kimi-k2.6', 'gpt-5.4', 'qwen3-8b', 'o4-mini'],
  );
});

scenario('a model the server says is gone is marked, until it answers again', async (parts) => {
  const gone = {
    status: 404,
    headers: { 'content-type': 'application/json' },
    framing: 'length',
    steps: [{ bytes: '{"error":{"message":"This model is retired.","code":"model_retired"}}' }],
  };
  const { page } = await connected(parts, {
    models: RICH,
    tabs: ['o4-mini'],
    answers: { 'o4-mini': [gone, answer('Here again.')] },
  });
  await page.ask('Hello');
  await page.answer('failed');
  await page.press('add-tab');
  await page.find('model-option', { 'data-model': 'o4-mini', 'data-mark': 'unknown_model' });
  assert.match(await option(page, 'o4-mini'), /Retired/);
  await page.type('model-search', Key.ESCAPE);
  await page.gone('model-picker');
  await page.ask('Hello?');
  await page.answer('done');
  await page.press('add-tab');
  await page.find('model-option', { 'data-model': 'o4-mini' });
  assert.equal(await page.has('model-option', { 'data-mark': 'unknown_model' }), false);
});

const typing = (page, ...keys) => page.type('model-search', keys.join(''));
const pills = (page) =>
  page.script(
    `return [...document.querySelectorAll('[data-testid="picker-pill"]')].map((pill) => pill.textContent.replace(/\\s+/g, ' ').trim())`,
  );

scenario(
  'one model is taken several times in one visit, by mouse and by keys, and its tabs are told apart',
  async (parts) => {
    const { page, server } = await connected(parts, {
      models: RICH,
      tabs: ['gpt-5.4'],
      answers: { '*': [answer('Yes.')] },
    });
    await page.press('add-tab');
    // Recent models come on top when they are known, and move the others.
    await until('the list stands', async () => (await headings(page)).length === 2);
    await page.press('model-option', { 'data-model': 'kimi-k2.6' });
    await page.press('picker-more');
    await until('two are chosen', async () => (await page.text('picker-times')) === '2');
    await page.press('model-option', { 'data-model': 'o4-mini' });
    assert.deepEqual(await pills(page), ['2 kimi-k2.6', '3 kimi-k2.6 #2', '4 o4-mini']);
    await search(page, 'gpt-5.4');
    await typing(page, Key.SHIFT + Key.ENTER + Key.NULL);
    await until('the one beside the open tab is told apart', async () => (await pills(page)).at(-1) === '5 gpt-5.4 #2');
    await page.type('model-search', Key.BACK_SPACE.repeat(7));
    await search(page, 'kimi-k2.6');
    await page.type('model-search', Key.BACK_SPACE.repeat(9));
    await until('the keys are on the first', async () => (await page.value('model-search')) === '');
    const first = (await listed(page))[0];
    const before = (await pills(page)).length;
    await typing(page, '+');
    await until(
      'one more of the first',
      async () =>
        (await pills(page)).filter((pill) => pill.includes(first)).length >= 1 &&
        (await pills(page)).length === before + 1,
    );
    assert.equal(await page.value('model-search'), '', 'it is no text');
    await typing(page, '-');
    await until('it is gone again', async () => (await pills(page)).length === before);
    await page.press('picker-apply');
    await page.gone('model-picker');
    assert.deepEqual(
      (await page.tabs()).map((tab) => tab.model),
      ['gpt-5.4', 'kimi-k2.6', 'kimi-k2.6', 'o4-mini', 'gpt-5.4'],
    );
    const names = await page.script(
      `return [...document.querySelectorAll('[data-testid="model-tab"] .name')].map((name) => name.textContent.trim())`,
    );
    assert.deepEqual(names, ['gpt-5.4', 'kimi-k2.6', 'kimi-k2.6 #2', 'o4-mini', 'gpt-5.4 #2']);
    await page.ask('All of you');
    const models = (await server.chatsAre(5)).map((chat) => chat.json.model).toSorted();
    assert.deepEqual(models, ['gpt-5.4', 'gpt-5.4', 'kimi-k2.6', 'kimi-k2.6', 'o4-mini']);
    await page.press('add-tab');
    await page.find('model-option', { 'data-model': 'kimi-k2.6' });
    const recent = (await listed(page)).slice(0, 4);
    assert.deepEqual(recent.filter((model) => model === 'kimi-k2.6').length, 1, `each recent model once: ${recent}`);
  },
);

scenario(
  'a price by hand has four parts; what is no price is said at its field, and what was set is kept',
  async (parts) => {
    const { page } = await connected(parts, { models: RICH, tabs: ['kimi-k2.6'], answers: {} });
    await page.press('add-tab');
    await search(page, 'qwen3-8b');
    await page.press('picker-price');
    for (const [name, value] of Object.entries({ input: '0.125', output: '0.75', cached: '0.0125', reasoning: 'x' }))
      await page.type(`price-${name}`, value, { replace: true });
    await page.press('price-save');
    await until('the field is told', () =>
      page.script(
        `const wrong = document.querySelectorAll('.prices [aria-invalid="true"]'); return wrong.length === 1 && wrong[0].dataset.testid === 'price-reasoning' && document.activeElement === wrong[0] && document.getElementById(wrong[0].getAttribute('aria-describedby')).textContent.includes('0.15')`,
      ),
    );
    await page.type('price-reasoning', '1.5', { replace: true });
    await page.press('price-save');
    await page.gone('price-save');
    await page.press('picker-price');
    const kept = async () =>
      Promise.all(['input', 'output', 'cached', 'reasoning'].map((name) => page.value(`price-${name}`)));
    assert.deepEqual(await kept(), ['0.125', '0.75', '0.0125', '1.5']);
    await page.type('price-cached', Key.BACK_SPACE.repeat(6));
    await page.press('price-save');
    await page.gone('price-save');
    await page.press('picker-price');
    assert.deepEqual(await kept(), ['0.125', '0.75', '', '1.5']);
    await page.press('price-list');
    await page.gone('price-save');
    await page.press('picker-price');
    assert.deepEqual(await kept(), ['', '', '', '']);
  },
);

scenario(
  'without the server the last list is there with its age, and the lists can be asked for again',
  async (parts) => {
    const { window, page, server, key } = await connected(parts, { models: RICH, tabs: ['kimi-k2.6'], answers: {} });
    const port = Number(new URL(server.url).port);
    await page.find('composer');
    await window.close();
    await python('age_lists.py', window.data, '5');
    await server.stop();
    await window.open();
    const again = window.page;
    await again.press('add-tab');
    await again.find('model-option', { 'data-model': 'claude-haiku-4-5' });
    assert.match(await again.text('picker-offline'), /^Showing .* models from 5 h ago\. .*/);
    assert.match(await again.text('picker-age'), /updated 5 h ago/);
    const back = parts.use(
      await startScripted(parts.desktop, { key, models: [{ id: 'brand-new' }, ...RICH] }, { port }),
    );
    assert.equal((await back.requests()).length, 0);
    await again.press('picker-retry');
    await again.gone('picker-offline');
    await again.find('model-option', { 'data-model': 'brand-new' });
    await until('its age is new', async () => /updated just now/.test(await again.text('picker-age')));
    assert.equal(await again.has('picker-retry'), false);
  },
);

scenario('nothing is read from an endpoint at the start; reading once a day is a switch in Settings', async (parts) => {
  const { window, page, server } = await connected(parts, {
    models: RICH,
    tabs: ['kimi-k2.6'],
    answers: { '*': [answer('Yes.')] },
  });
  await page.press('open-settings');
  await page.find('refresh-lists');
  const on = () =>
    window.page.script(`return document.querySelector('[data-testid="refresh-lists"]').getAttribute('aria-checked')`);
  await page.find('refresh-lists');
  assert.equal(await on(), 'true');
  await page.press('refresh-lists');
  await until('it is off', async () => (await on()) === 'false');
  await window.close();
  await python('age_lists.py', window.data, '50');
  await window.open();
  await window.page.ask('Hello');
  await server.chatsAre(1);
  assert.deepEqual(
    (await server.requests()).map(({ path }) => path),
    ['/v1/chat/completions'],
  );
  await window.page.press('open-settings');
  await window.page.find('refresh-lists');
  assert.equal(await on(), 'false');
});

scenario('five thousand models at six endpoints are a few rows in the page', async (parts) => {
  const many = Array.from({ length: 5000 }, (_, at) => ({
    id: `sample-${String(at).padStart(4, '0')}`,
    owned_by: `maker-${at % 40}`,
    features: ['tools'],
    context_length: 100_000 + at,
  }));
  const { page, server, key } = await connected(parts, {
    models: [...RICH, ...many],
    tabs: ['kimi-k2.6'],
    answers: { '*': [answer('Yes.')] },
  });
  for (let at = 2; at <= 6; at += 1) {
    await invoke(page, 'save_endpoint', {
      command: crypto.randomUUID(),
      form: {
        id: null,
        name: `Endpoint ${at}`,
        base_url: server.url,
        key: { kind: 'typed', value: key },
        session_only: true,
        accept_plain_http: false,
      },
    });
  }
  await page.reload();
  await page.press('add-tab');
  await page.find('model-option', { 'data-model': 'kimi-k2.6' });
  await until('all rows are known', () =>
    page.script(
      `return Number(document.querySelector('[data-testid="model-option"]').getAttribute('aria-setsize')) === 30084`,
    ),
  );
  const rows = () => page.script(`return document.querySelectorAll('#picker-options [role=option]').length`);
  assert.ok((await rows()) < 80, `${await rows()} rows are in the page`);
  await page.script(`const list = document.getElementById('picker-options'); list.scrollTop = list.scrollHeight`);
  await until('the last row is shown', () =>
    page.script(`return !!document.querySelector('#picker-options [aria-posinset="30084"]')`),
  );
  assert.ok((await rows()) < 80);
  await page.script(`document.getElementById('picker-options').scrollTop = 0`);
  const { presses, still } = await page.driver.executeAsyncScript(MEASURE);
  console.log(
    `${presses.length} key presses over 30,084 rows, ms: to the next frame ${spread(presses.map((press) => press.frame))}; script ${spread(presses.map((press) => press.script))}; a frame in which nothing changes ${spread(still)}`,
  );
  if (process.env.JUXTA_E2E_PRESSES)
    console.log(
      presses
        .map(({ text, script, frame, made }) => `${text}|${script.toFixed(0)}|${frame.toFixed(0)}|${made}`)
        .join('  '),
    );
  const longer = presses.filter(
    ({ text }, at) =>
      at > 0 && text.length > 2 && text.startsWith(presses[at - 1].text) && presses[at - 1].text.length > 1,
  );
  assert.ok(
    longer.length > 20 && longer.every((press) => press.made < 60),
    `rows that stand are written anew, not made anew: ${longer.map((press) => press.made).join(' ')}`,
  );
  await until('the rows found are shown', async () => (await listed(page))[0] === 'sample-4999');
});

/**
 * Runs in the page: types words letter by letter and takes them back, and gives for each press how long the script ran and
 * when the frame after it was begun, both in milliseconds, and how many elements were made.
 */
const MEASURE = `
  const done = arguments[0];
  const field = document.querySelector('[data-testid="model-search"]');
  const frame = () => new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
  let made = 0;
  new MutationObserver((all) => all.forEach(({ addedNodes }) => addedNodes.forEach((node) => (made += node.nodeType === 1 ? 1 + node.querySelectorAll('*').length : 0)))).observe(document.getElementById('picker-options'), { childList: true, subtree: true });
  const words = ['sample-4999', 'kimi vision', 'maker-3 tools', 'gpt-5.4'];
  const texts = words.flatMap((word) => Array.from(word, (_, at) => word.slice(0, at + 1)).concat([word.slice(0, -1), word.slice(0, 2), '']));
  (async () => {
    const presses = [];
    for (const text of texts.concat('sample-4999')) {
      await frame();
      made = 0;
      field.value = text;
      const began = performance.now();
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await Promise.resolve();
      const script = performance.now() - began;
      await frame();
      presses.push({ text, script, frame: performance.now() - began, made });
    }
    const still = [];
    for (let at = 0; at < 40; at += 1) {
      const began = performance.now();
      await frame();
      still.push(performance.now() - began);
    }
    done({ presses, still });
  })();`;

function spread(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1);
  return `p50 ${at(0.5)}, p95 ${at(0.95)}, most ${sorted.at(-1).toFixed(1)}`;
}
