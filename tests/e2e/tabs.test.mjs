// Tabs as a browser's: moved, doubled, named, closed and opened again; twins told apart; earlier prompts replayed.
import assert from 'node:assert/strict';
import { By, Key } from 'selenium-webdriver';
import { connected } from './lib/connected.mjs';
import { unfold } from './lib/endpoints.mjs';
import { selector } from './lib/page.mjs';
import { until } from './lib/processes.mjs';
import { onDesktop } from './lib/scenario.mjs';
import { answer, gate, halted, reply, say } from './lib/script.mjs';

const scenario = onDesktop();
const THREE = ['alpha', 'beta', 'gamma'];
const said = (text) => [answer(text)];

/** Presses a chord wherever the focus is. */
async function press(driver, ...keys) {
  const actions = driver.actions();
  for (const key of keys.slice(0, -1)) actions.keyDown(key);
  actions.sendKeys(keys.at(-1));
  for (const key of keys.slice(0, -1).reverse()) actions.keyUp(key);
  await actions.perform();
}

const order = async (page) => (await page.tabs()).map((tab) => tab.model).join(' ');
const stands = (page, wanted) => until(`the tabs are ${wanted}`, async () => (await order(page)) === wanted);
const done = (page) => until('all are done', async () => (await page.tabs()).every((tab) => tab.state === 'done'));
const asked = (chats, model) =>
  chats.filter((chat) => chat.json.model === model).map((chat) => chat.json.messages.map((message) => message.content));

/** Opens the menu of a tab with the second mouse button, and presses an item of it. */
async function menu(page, model, item) {
  const tab = await page.find('model-tab', { 'data-model': model });
  await page.driver.actions().contextClick(tab).perform();
  await page.press(item);
}

scenario('tabs move by mouse, by key and by menu, and stand so after a restart', async (desktop) => {
  const { window, page } = await connected(desktop, { models: THREE, answers: {} });
  const [first, last] = await Promise.all(
    ['alpha', 'gamma'].map((model) => page.find('model-tab', { 'data-model': model })),
  );
  const { width } = await last.getRect();
  const actions = page.driver.actions();
  await actions
    .move({ origin: first })
    .press()
    .move({ origin: first, x: 40 })
    .move({ origin: last, x: Math.round(width / 4) })
    .release()
    .perform();
  await stands(page, 'beta gamma alpha');
  await page.select('beta');
  await press(page.driver, Key.CONTROL, Key.SHIFT, Key.PAGE_DOWN);
  await stands(page, 'gamma beta alpha');
  await menu(page, 'alpha', 'tab-left');
  await stands(page, 'gamma alpha beta');
  await window.close();
  await window.open();
  await stands(window.page, 'gamma alpha beta');
});

scenario(
  'closed tabs open again, the last closed first, each where it stood with its history, also after a restart',
  async (desktop) => {
    const answers = Object.fromEntries(THREE.map((model) => [model, [answer(`From ${model}.`), answer('Again.')]]));
    const { window, page, server } = await connected(desktop, { models: THREE, answers });
    await page.ask('Who are you?');
    await done(page);
    for (const model of ['beta', 'alpha']) {
      await page.select(model);
      await press(page.driver, Key.CONTROL, 'w');
      await until(`${model} is closed`, async () => !(await order(page)).includes(model));
    }
    await press(page.driver, Key.CONTROL, Key.SHIFT, 't');
    await stands(page, 'alpha gamma');
    await window.close();
    await window.open();
    const again = window.page;
    await again.find('composer');
    await press(again.driver, Key.CONTROL, Key.SHIFT, 't');
    await stands(again, 'alpha beta gamma');
    assert.equal((await again.answer('done')).text.trim(), 'From beta.', 'it is shown, with its history');
    await again.ask('And now?');
    const chats = await server.chatsAre(6);
    assert.deepEqual(asked(chats, 'beta').at(-1), ['Who are you?', 'From beta.', 'And now?']);
  },
);

/** Controls of the window that a notice lies on. */
const COVERED = `
  const toast = document.querySelector('[data-testid="toast"]').getBoundingClientRect();
  return [...document.querySelectorAll('button, input, textarea, a[href], [role=tab], [role=radio], [tabindex="0"]')]
    .filter((each) => !each.closest('[data-testid="toast"]') && each.checkVisibility({ opacityProperty: true }) && each.matches('button, input, textarea, a, [role=tab], [role=radio]'))
    .filter((each) => {
      const box = each.getBoundingClientRect();
      const scroller = each.closest('[data-testid="thread"], .column-body')?.getBoundingClientRect();
      const [top, bottom] = [Math.max(box.top, scroller?.top ?? box.top), Math.min(box.bottom, scroller?.bottom ?? box.bottom)];
      return bottom > top && box.left < toast.right && box.right > toast.left && top < toast.bottom && bottom > toast.top;
    })
    .map((each) => each.dataset.testid ?? each.outerHTML.slice(0, 120));`;

scenario(
  'closing a tab offers *Undo*, which lies on no control and is reached by keys; it brings the tab back with its history',
  async (desktop) => {
    const answers = Object.fromEntries(THREE.map((model) => [model, [answer(`From ${model}.`), answer('Again.')]]));
    const { window, page, server } = await connected(desktop, { models: THREE, answers });
    for (const [size, asked] of [
      [[1280, 800], false],
      [[1280, 800], true],
      [[720, 800], true],
      [[480, 560], true],
    ]) {
      await window.resize(...size);
      if (asked && (await page.answers()).length === 0) {
        await page.ask('Who are you?');
        await done(page);
      }
      for (const layout of asked ? ['view-tabs', 'view-columns'] : ['']) {
        if (layout) await page.press(layout);
        await press(page.driver, Key.CONTROL, '2');
        await press(page.driver, Key.CONTROL, 'w');
        await stands(page, 'alpha gamma');
        assert.match(await page.text('toast'), /^Closed beta\.\s*Undo$/);
        assert.deepEqual(await page.script(COVERED), [], `${size} ${layout} ${asked}`);
        const shown = await page.script(
          `const box = document.querySelector('[data-testid="toast-act"]').getBoundingClientRect(); return box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth`,
        );
        assert.ok(shown, `${size} ${layout}: *Undo* is in the window`);
        await page.press('composer');
        await press(page.driver, Key.SHIFT, Key.TAB);
        await until('the keys are on Undo', () =>
          page.script(`return document.activeElement?.dataset.testid === 'toast-act'`),
        );
        await press(page.driver, Key.ENTER);
        await stands(page, 'alpha beta gamma');
        await page.gone('toast');
        await until('the tab has the focus', () =>
          page.script(`return document.activeElement?.dataset.model === 'beta'`),
        );
      }
    }
    await page.press('view-tabs');
    assert.equal((await page.answer('done')).text.trim(), 'From beta.');
    await press(page.driver, Key.CONTROL, 'w');
    await page.find('toast-act');
    await page.ask('And now?');
    await page.gone('toast');
    assert.equal((await server.chatsAre(5)).length, 5, 'the next act ends the offer');
  },
);

scenario(
  'a duplicate has the same past and a future of its own; twins are told apart; a name says more',
  async (desktop) => {
    const { page, server } = await connected(desktop, {
      answers: { alpha: [answer('First.'), answer('Second.'), answer('Third.')] },
      tabs: ['alpha'],
    });
    await page.ask('One');
    await done(page);
    await menu(page, 'alpha', 'tab-duplicate');
    await until('there are two', async () => (await page.tabs()).length === 2);
    assert.equal((await page.answer('done')).text.trim(), 'First.');
    await page.type('composer', 'and two');
    await press(page.driver, Key.CONTROL, Key.SHIFT, Key.ENTER);
    await page.answerSays('Second.');
    assert.deepEqual(asked(await server.chatsAre(2), 'alpha').at(-1), ['One', 'First.', 'and two']);
    await press(page.driver, Key.CONTROL, '1');
    await until(
      'the original has one turn',
      async () => (await page.answers()).filter((each) => each.shown).length === 1,
    );

    await page.press('parameters');
    const field = await page.find('parameter-temperature').catch(() => null);
    assert.ok(field, 'the parameters are open');
    await field.sendKeys('1');
    await press(page.driver, Key.ESCAPE);
    const texts = () =>
      page.script(
        'return [...document.querySelectorAll("[data-testid=model-tab] .name")].map((name) => name.textContent)',
      );
    await until('the second is told apart', async () => (await texts())[1].includes('#2'));

    await (await page.find('model-tab', { 'aria-selected': 'true' })).sendKeys(Key.F2);
    await page.type('tab-name', 'calm and short');
    await page.press('tab-name-done');
    await until('the tab has its name', async () => (await texts())[0] === 'calm and short');
  },
);

scenario(
  'a tab added later replays the earlier prompts on its own, says how far it is, and can be stopped',
  async (desktop) => {
    const beta = [halted('Mine', 'one', '.'), halted('Mine too', 'two', '.'), answer('Never.')];
    const alpha = ['A1.', 'A2.', 'A3.'].map((text) => answer(text));
    const { page, server } = await connected(desktop, {
      answers: { alpha, beta, gamma: said('G.') },
      models: THREE,
      tabs: ['alpha'],
    });
    for (const prompt of ['One', 'Two', 'Three']) {
      await page.ask(prompt);
      await until(
        `${prompt} is answered`,
        async () =>
          (await page.answers()).length > 0 &&
          (await page.tabs())[0].state === 'done' &&
          (await page.value('composer')) === '',
      );
      await done(page);
    }
    await page.choose(['beta']);
    await page.find('tab-joins');
    await page.press('tab-replay');
    await server.reached('one');
    assert.match(await page.text('tab-progress'), /prompt 1 of 3/);
    assert.equal((await server.chats()).length, 4, 'one after the other');
    await server.open('one');
    await server.reached('two');
    assert.deepEqual(asked(await server.chats(), 'beta'), [['One'], ['One', 'Mine.', 'Two']], 'on its own answers');
    assert.match(await page.text('tab-progress'), /prompt 2 of 3/);
    await page.press('tab-stop');
    await page.gone('tab-progress');
    await until('it has stopped', async () =>
      (await page.answers()).filter((each) => each.shown).every((each) => ['done', 'stopped'].includes(each.state)),
    );
    assert.equal((await server.chats()).length, 5, 'the third was never asked');

    await page.choose(['gamma']);
    await page.find('tab-joins');
    await page.press('tab-start-here');
    await page.gone('tab-joins');
    await page.type('composer', 'Four');
    await press(page.driver, Key.CONTROL, Key.SHIFT, Key.ENTER);
    await page.answerSays('G.');
    assert.deepEqual(asked(await server.chats(), 'gamma'), [['Four']]);
  },
);

scenario(
  'six answers of an endpoint are under way at once; the rest wait for a slot, can be stopped there, and come in order',
  async (desktop) => {
    const models = Array.from({ length: 9 }, (_, at) => `m${at + 1}`);
    const answers = Object.fromEntries(
      models.map((model) => [model, [reply(say('Begun'), gate(model), say('.'), { finish: 'stop' }, 'done')]]),
    );
    const { page, server } = await connected(desktop, { models, answers });
    await page.ask('All of you');
    for (const model of models.slice(0, 6)) await server.reached(model);
    await until(
      'three wait for a slot',
      async () => (await page.tabs()).filter((tab) => /Queued|queued for this endpoint/.test(tab.text)).length === 3,
    );
    assert.equal((await server.chats()).length, 6);
    await page.select('m7');
    await page.find('answer-slot');
    await page.press('answer-stop');
    await page.answer('stopped');
    await server.open('m1');
    await server.reached('m8');
    const order = (await server.chats()).map((chat) => chat.json.model);
    assert.deepEqual(
      [...order.slice(0, 6).sort(), ...order.slice(6)],
      [...models.slice(0, 6), 'm8'],
      'what was stopped is never asked',
    );
    for (const model of models) await server.open(model);
    await until('all have ended', async () =>
      (await page.tabs()).every((tab) => ['done', 'stopped'].includes(tab.state)),
    );
  },
);

scenario('how many answer at once is set in the form of the endpoint', async (desktop) => {
  const models = ['m1', 'm2', 'm3'];
  const { page, server, key } = await connected(desktop, { models, answers: { '*': [answer('Yes.')] } });
  await page.press('open-settings');
  await page.press('endpoint-edit');
  await unfold(page, 'limits');
  assert.equal(await page.value('endpoint-parallel'), '6');
  await page.type('endpoint-parallel', '2', { replace: true });
  await page.press('endpoint-save');
  await page.find('toast');
  await page.press('close-settings');
  const answers = Object.fromEntries(
    models.map((model) => [model, [reply(say('Begun'), gate(model), say('.'), { finish: 'stop' }, 'done')]]),
  );
  await server.replaceScript({ key, models, answers });
  await server.forget();
  await page.ask('All of you');
  for (const model of models.slice(0, 2)) await server.reached(model);
  await until(
    'one waits for a slot',
    async () => (await page.tabs()).filter((tab) => /ueued for this endpoint|Queued/.test(tab.text)).length === 1,
  );
  assert.equal((await server.chats()).length, 2);
  for (const model of models) await server.open(model);
  await done(page);
});

scenario('one press sends to this tab alone, or to all again, and the button says to whom', async (desktop) => {
  const models = ['a', 'b', 'c', 'd'];
  const { page, server } = await connected(desktop, { models, answers: { '*': [answer('Yes.')] } });
  await page.select('c');
  await page.press('recipients-all');
  await until('one gets it', async () => /Send to c/.test(await page.text('send')));
  await page.ask('You only');
  await page.answerSays('Yes.');
  assert.deepEqual(
    (await server.chats()).map((chat) => chat.json.model),
    ['c'],
  );
  await page.press('recipients-all');
  await until('all get it', async () => /4 models/.test(await page.text('send')));
  assert.equal(
    await page.driver.findElements(By.css(selector('recipient', { 'aria-pressed': 'true' }))).then((all) => all.length),
    4,
  );
});
