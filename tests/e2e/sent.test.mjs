// What was sent, what it may come to, and what looks like a secret: as a person meets them.
import assert from 'node:assert/strict';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { By, Key } from 'selenium-webdriver';
import { invoke } from './lib/canary.mjs';
import { connected } from './lib/connected.mjs';
import { png } from './lib/picture.mjs';
import { run, until } from './lib/processes.mjs';
import { onDesktop } from './lib/scenario.mjs';
import { answer } from './lib/script.mjs';

const scenario = onDesktop();
const CARD = 'Charge 4111 1111 1111 1111 twice';

const clipboard = async (desktop) =>
  (await run('xclip', ['-selection', 'clipboard', '-out'], { env: desktop.desktop.env, allowFailure: true })).stdout;
const said = (page, id) =>
  page.script('return document.querySelector(arguments[0])?.textContent ?? ""', `[data-testid="${id}"]`);

scenario(
  'an answer shows what was sent for it, also after a restart, and copies it as a call without the key',
  async (desktop) => {
    const { window, page, server, key } = await connected(desktop, {
      answers: { alpha: [answer('It is blue.')] },
      tabs: ['alpha'],
    });
    await page.ask("Why is it 'blue'?");
    await page.answer('done');
    const sent = (await server.chatsAre(1))[0];
    for (const shown of [page, null]) {
      if (shown === null) {
        await window.close();
        await window.open();
      }
      const now = window.page;
      await now.press('answer-sent');
      await now.find('sent-body');
      const body = await said(now, 'sent-body');
      assert.deepEqual(JSON.parse(body), sent.json);
      assert.match(await said(now, 'sent-line'), /^POST http:\/\/127\.0\.0\.1:\d+\/v1\/chat\/completions$/);
      assert.match(await said(now, 'sent-headers'), /authorization\s*Bearer, added from the keyring, never shown/);
      assert.match(await said(now, 'sent-tail'), /data: \[DONE\]/);
      assert.match(await said(now, 'sent-ended'), /^200 · finish: stop$/);
      assert.ok(!(await now.script('return document.documentElement.outerHTML')).includes(key));
    }
    await window.page.press('sent-curl');
    await until('the call is on the clipboard', async () => (await clipboard(desktop)).startsWith('curl '));
    const call = await clipboard(desktop);
    assert.ok(call.includes('"$JUXTA_API_KEY"') && !call.includes(key), call);
    const done = await run('sh', ['-c', call], { env: { ...desktop.desktop.env, JUXTA_API_KEY: key } });
    assert.match(done.stdout, /\[DONE\]/);
    assert.deepEqual((await server.chatsAre(2))[1].json, sent.json);
    await (await window.page.find('sent-close')).sendKeys(Key.ESCAPE);
    await window.page.gone('sent');
    assert.equal(await window.page.script('return document.activeElement.dataset.testid'), 'answer-sent');
  },
);

/** Gives the person a downloads folder, as desktops do; before the window is opened. */
async function downloads({ env }) {
  const folder = join(env.HOME, 'Downloads');
  await mkdir(folder);
  await writeFile(join(env.XDG_CONFIG_HOME, 'user-dirs.dirs'), 'XDG_DOWNLOAD_DIR="$HOME/Downloads"\n');
  return folder;
}

/** Attaches files of these names and contents, as the desktop's file chooser hands them over. */
async function attach(page, desktop, files) {
  const folder = await desktop.newFolder('given');
  const paths = Object.keys(files).map((name) => join(folder, name));
  await Promise.all(Object.values(files).map((bytes, at) => writeFile(paths[at], bytes)));
  await (await page.driver.findElement(By.css('[data-testid="attach"]'))).sendKeys(paths.join('\n'));
  await until('they are attached', () =>
    page.script('return document.querySelectorAll("[data-testid=attachment]").length === arguments[0]', paths.length),
  );
}

scenario(
  'a request with files is saved with its files and copied as a call that sends the same bytes',
  async (parts) => {
    const { desktop } = parts;
    const folder = await downloads(desktop);
    const { page, server, key } = await connected(parts, {
      models: [{ id: 'alpha', input_modalities: ['text', 'image'] }],
      tabs: ['alpha'],
      answers: { alpha: [answer('The sea.')] },
    });
    await attach(page, desktop, { 'sea.png': png(900, 600), 'notes.md': "It's a note.\n" });
    await page.ask('What is this?');
    await page.answer('done');
    const [sent] = await server.chatsAre(1);
    await page.press('answer-sent');
    await page.find('sent-body');
    assert.match(await said(page, 'sent-body'), /data:image\/png;base64,\[SHA-256 [0-9a-f]{64}, \d+ bytes\]/);
    await page.press('sent-curl');
    await until('the call is on the clipboard', async () => (await clipboard(parts)).startsWith('curl '));
    const call = await clipboard(parts);
    const [name] = await readdir(folder);
    assert.match(name, /^juxta-request-\d+\.json$/);
    assert.ok(call.includes(`--data-binary '@${join(folder, name)}'`) && call.includes('"$JUXTA_API_KEY"'), call);
    await until('it says where', async () =>
      (await page.text('sent-note')).startsWith(`Copied. The body is in ${join(folder, name)}. Set JUXTA_API_KEY`),
    );
    const body = await readFile(join(folder, name), 'utf8');
    assert.deepEqual(JSON.parse(body), sent.json);
    assert.ok(![call, body].some((text) => text.includes(key)));
    const done = await run('sh', ['-c', call], { env: { ...desktop.env, JUXTA_API_KEY: key } });
    assert.match(done.stdout, /\[DONE\]/);
    assert.deepEqual((await server.chatsAre(2))[1].json, sent.json);

    await page.press('sent-save');
    await until('it says where', async () => /^Saved as .*juxta-sent-\d+\.json$/.test(await page.text('sent-note')));
    const saved = (await readdir(folder)).find((name) => name.startsWith('juxta-sent'));
    const shown = JSON.parse(await readFile(join(folder, saved), 'utf8'));
    assert.equal(shown.request.headers.find((header) => header.name === 'authorization').value.kind, 'key');
    assert.match(shown.reply.tail, /\[DONE\]/);
    assert.ok(!JSON.stringify(shown).includes(key));
  },
);

scenario('what is to be known before a prompt goes out is one question, files looked through too', async (parts) => {
  const models = [
    { id: 'alpha', input_modalities: ['text', 'image'] },
    { id: 'beta', input_modalities: ['text'] },
  ];
  const { page, server } = await connected(parts, {
    models,
    tabs: ['alpha', 'beta'],
    answers: { alpha: [answer('One.')], beta: [answer('Two.')] },
  });
  const [endpoint] = JSON.parse((await invoke(page, 'list_endpoints')).ok);
  const price = { input: '0', output: '1000', cached: null, reasoning: null };
  for (const { id } of models)
    await invoke(page, 'set_price', {
      command: crypto.randomUUID(),
      model: { endpoint: endpoint.id, model: id },
      price,
    });
  await attach(page, parts.desktop, { 'sea.png': png(90, 60), 'bill.txt': 'Paid\nwith 4111 1111 1111 1111\n' });
  await page.press('parameters');
  await page.type('parameter-max_tokens', '200', { replace: true });
  await (await page.find('parameters-sheet')).sendKeys(Key.ESCAPE);
  await page.gone('parameters-sheet');
  await page.press('open-settings');
  await page.type('budget-warn', '0.25', { replace: true });
  await (await page.find('budget-warn')).sendKeys(Key.TAB);
  await until('it is saved', async () => /saved/.test(await page.text('toast')));
  await page.press('close-settings');

  await page.ask('What is this?');
  await page.find('question');
  const points = await page.script(
    'return [...document.querySelectorAll("[data-testid=question-point]")].map((point) => point.innerText)',
  );
  assert.equal(points.length, 3);
  assert.match(points[0], /beta can’t read images/);
  assert.match(points[1], /This turn may cost \$0\.40/);
  assert.match(points[2], /bill\.txt, line 2: a payment card, … 1111\./);
  await page.press('question-cancel');
  await page.gone('question');
  assert.equal(await page.value('composer'), 'What is this?');
  assert.deepEqual(await server.chats(), []);

  await page.press('send');
  await page.find('question');
  await page.press('question-act');
  const chats = await server.chatsAre(2);
  assert.equal(await page.has('question'), false);
  const content = (model) => chats.find(({ json }) => json.model === model).json.messages[0].content;
  assert.ok(Array.isArray(content('alpha')) && typeof content('beta') === 'string', 'beta gets no picture');
});

scenario(
  'the composer says about how much a prompt has, and only what looks like a secret is asked about',
  async (desktop) => {
    const SIDES = [answer('One.'), answer('Two.'), answer('Three.')];
    const { page, server } = await connected(desktop, { answers: { alpha: SIDES, beta: SIDES } });
    await page.type('composer', 'Why is the sky blue, and why is it red in the evening?');
    const about = /^about \d+–\d+ tokens$/;
    await until('it is estimated', async () => about.test(await said(page, 'cost-estimate')));
    await page.type('composer', Key.ENTER);
    await server.chatsAre(2);
    assert.equal(await page.has('question'), false);
    await until('both are done', async () => (await page.tabs()).every((tab) => tab.state === 'done'));

    await page.ask(CARD);
    await page.find('question');
    assert.match(await said(page, 'question'), /Line 1: a payment card, … 1111\./);
    await page.press('question-cancel');
    await page.gone('question');
    assert.equal(await page.value('composer'), CARD);
    await server.chatsAre(2);
    await page.press('send');
    await page.find('question');
    assert.match(await page.text('question-act'), /Send anyway/);
    await page.press('question-act');
    assert.equal((await server.chatsAre(4))[3].json.messages.at(-1).content, CARD);
    await until('both are done', async () => (await page.tabs()).every((tab) => tab.state === 'done'));

    await page.press('open-settings');
    await page.press('warn-secrets');
    await until('it is switched off', () =>
      page.script(
        `return document.querySelector('[data-testid="warn-secrets"]').getAttribute('aria-checked') === 'false'`,
      ),
    );
    await page.press('close-settings');
    await page.ask(CARD);
    await server.chatsAre(6);
    assert.equal(await page.has('question'), false);
  },
);

scenario('only the last turns go, for every tab, and the answers say so', async (desktop) => {
  const SIDES = [answer('One.'), answer('Two.'), answer('Three.')];
  const { window, page, server } = await connected(desktop, { answers: { alpha: SIDES, beta: SIDES } });
  const all = async () => until('both are done', async () => (await page.tabs()).every((tab) => tab.state === 'done'));
  for (const [n, prompt] of ['First', 'Second'].entries()) {
    await page.ask(prompt);
    await server.chatsAre(2 * (n + 1));
    await all();
  }
  await page.press('parameters');
  await page.find('context');
  await page.script(`document.querySelectorAll('[data-testid="context"] [role=radio]')[1].click()`);
  const turns = await page.find('context-turns');
  await page.script('arguments[0].select()', turns);
  await turns.sendKeys('1', Key.TAB);
  await until('it is taken', async () => (await page.value('context-turns')) === '1');
  await (await page.find('parameters-sheet')).sendKeys(Key.ESCAPE);
  await page.gone('parameters-sheet');
  await page.ask('Third');
  for (const chat of (await server.chatsAre(6)).slice(4)) {
    assert.deepEqual(
      chat.json.messages.map((message) => message.content),
      ['Second', 'Two.', 'Third'],
    );
  }
  await all();
  assert.match(await page.text('answer-left-out'), /^Sent without the earliest turn/);
  await window.close();
  await window.open();
  await window.page.press('parameters');
  assert.equal(await window.page.value('context-turns'), '1');
});
