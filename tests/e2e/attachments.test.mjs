// Files that go with a prompt: picked, pasted, dropped; kept with the draft; read by those who can; refused with a reason.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { By, Key } from 'selenium-webdriver';
import { copy, copyPicture } from './lib/clipboard.mjs';
import { connected } from './lib/connected.mjs';
import { pdf } from './lib/pdf.mjs';
import { bomb, gif, png } from './lib/picture.mjs';
import { until } from './lib/processes.mjs';
import { onDesktop } from './lib/scenario.mjs';
import { answer } from './lib/script.mjs';

const scenario = onDesktop();

const SEEING = { id: 'alpha', input_modalities: ['text', 'image'] };
const BLIND = { id: 'beta', input_modalities: ['text'] };

/** Writes a file into a folder of the desktop and gives its path. */
async function file(desktop, name, bytes) {
  const path = join(await desktop.newFolder('given'), name);
  await writeFile(path, bytes);
  return path;
}

/** Picks files as the desktop's file chooser hands them over. */
async function pick(page, ...paths) {
  const field = await page.driver.findElement(By.css('[data-testid="attach"]'));
  await field.sendKeys(paths.join('\n'));
}

/** The rows above the text, once there are this many. */
const rows = (page, count, id = 'attachment') =>
  until(`${count} × ${id}`, async () => {
    const found = await page.script(
      'return [...document.querySelectorAll(arguments[0])].map((row) => row.innerText.replace(/\\s+/g, " ").trim())',
      `[data-testid="${id}"]`,
    );
    return found.length === count && found;
  });

const start = (parts, models = [SEEING, BLIND], tabs = models.map(({ id }) => id)) =>
  connected(parts, {
    models,
    tabs,
    answers: Object.fromEntries(tabs.map((id) => [id, [answer('Yes.'), answer('Again.'), answer('Once more.')]])),
  });

scenario('a picture goes to those who can see it, now and later; a restart keeps what was not sent', async (parts) => {
  const { desktop } = parts;
  const { window, page, server } = await start(parts);
  await pick(page, await file(desktop, 'sea.png', png(3000, 1500)));
  const [row] = await until(
    'who can see is known',
    async () => (await rows(page, 1)).filter((text) => text.includes('can read')).length && rows(page, 1),
  );
  assert.match(
    row,
    /^sea\.png 2048 × 1024, scaled down from 3,000 px · [\d.]+ [KM]B · about 1,[\d]{3} tokens 1 of 2 can read this/,
  );
  await pick(page, await file(desktop, 'notes.md', '# Canary 7f3a91\n'));
  assert.match((await rows(page, 2))[1], /^notes\.md 16 B · about 4 tokens 2 of 2 can read this/);

  await window.close();
  await window.open();
  const again = window.page;
  assert.deepEqual(
    (await rows(again, 2)).map((text) => text.split(' ')[0]),
    ['sea.png', 'notes.md'],
  );
  await again.ask('What is this?');
  assert.match(await again.text('question'), /beta can’t read images/);
  await again.press('question-act');
  const chats = await server.chatsAre(2);
  const said = (model) => chats.find((chat) => chat.json.model === model).json.messages[0].content;
  const [image, text] = said('alpha');
  assert.deepEqual([image.type, image.image_url.url.slice(0, 22)], ['image_url', 'data:image/png;base64,']);
  assert.equal(text.text, '<file name="notes.md">\n# Canary 7f3a91\n</file>\n\nWhat is this?');
  assert.equal(said('beta'), text.text);
  const sent = Buffer.from(image.image_url.url.slice(22), 'base64');
  assert.ok((await readdir(join(window.data, 'media'))).includes(createHash('sha256').update(sent).digest('hex')));

  await again.answer('done');
  assert.equal(await again.has('attachment'), false);
  await rows(again, 2, 'prompt-attachment');
  await until('the picture is drawn', () =>
    again.script('return document.querySelector("[data-testid=prompt-picture]").naturalWidth === 2048'),
  );
  await again.select('beta');
  assert.match(await again.text('pictures-left-out'), /left out/);
  await until('both are done', async () => (await again.tabs()).every((tab) => tab.state === 'done'));
  await again.ask('Sure?');
  const later = (await server.chatsAre(4)).slice(2);
  const first = (model) => later.find((chat) => chat.json.model === model).json.messages[0].content;
  assert.deepEqual(first('alpha'), said('alpha'));
  assert.equal(first('beta'), said('beta'));
  assert.equal(later[0].json.messages.at(-1).content, 'Sure?');
});

scenario('of a moving picture the first frame goes, and that is said before and after', async (parts) => {
  const { page, server } = await start(parts, [SEEING]);
  await pick(page, await file(parts.desktop, 'dance.gif', gif(3)), await file(parts.desktop, 'still.png', png(20, 20)));
  const [dance, still] = (await rows(page, 2)).sort();
  assert.match(dance, /^dance\.gif 1 × 1 · first frame only · /);
  assert.match(still, /^still\.png 20 × 20 · \d/);
  await page.ask('Who dances?');
  const [{ json }] = await server.chatsAre(1);
  assert.deepEqual(
    json.messages[0].content.slice(0, 2).map((part) => part.image_url.url.slice(0, 15)),
    ['data:image/png;', 'data:image/png;'],
  );
  const sent = (await rows(page, 2, 'prompt-attachment')).sort();
  assert.match(sent[0], /^dance\.gif 1 × 1 · first frame only · /);
  assert.doesNotMatch(sent[1], /first frame/);
});

scenario('backing out of the question sends nothing and loses nothing', async (parts) => {
  const { page, server } = await start(parts, [BLIND]);
  await pick(page, await file(parts.desktop, 'a.png', png(20, 20)));
  await rows(page, 1);
  await page.ask('What is this?');
  await page.press('question-cancel');
  await page.gone('question');
  assert.equal(await page.value('composer'), 'What is this?');
  await rows(page, 1);
  assert.deepEqual(await server.chats(), []);
});

scenario('a long paste becomes a file and can be text again; a pasted picture is a file', async (parts) => {
  const { desktop } = parts;
  const { page, server } = await start(parts, [SEEING]);
  const long = 'A line of a log.\n'.repeat(400);
  await copy(desktop, long);
  await page.type('composer', Key.chord(Key.CONTROL, 'v'));
  assert.match((await rows(page, 1))[0], /^Pasted text 6\.8 KB/);
  assert.equal(await page.value('composer'), '');
  await page.press('attachment-to-text');
  await until('the text is in the composer', async () => (await page.value('composer')) === long);
  await rows(page, 0);
  await page.script('const field = document.querySelector("[data-testid=composer]"); field.select();');
  await page.type('composer', Key.chord(Key.CONTROL, 'v'));
  await rows(page, 1);
  await page.type('composer', 'Short?', { replace: true });
  await copyPicture(desktop, await file(desktop, 'a.png', png(30, 20)));
  await page.type('composer', Key.chord(Key.CONTROL, 'v'));
  assert.match((await rows(page, 2))[1], /30 × 20/);
  await page.type('composer', Key.ENTER);
  const [{ json }] = await server.chatsAre(1);
  assert.equal(json.messages[0].content[1].text, `<pasted>\n${long}</pasted>\n\nShort?`);
});

scenario('a dropped PDF gives its text, read by a process that holds nothing else', async (parts) => {
  const { page, server } = await start(parts, [SEEING]);
  const bytes = pdf('Hello canary-7f3a91').toString('base64');
  await page.script(
    `const bytes = Uint8Array.from(atob(arguments[0]), (c) => c.charCodeAt(0));
     const dataTransfer = new DataTransfer();
     dataTransfer.items.add(new File([bytes], 'paper.pdf', { type: 'application/pdf' }));
     for (const kind of ['dragover', 'drop']) document.body.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer }));`,
    bytes,
  );
  assert.match((await rows(page, 1))[0], /^paper\.pdf 1 page · 19 B/);
  await page.ask('And?');
  const [{ json }] = await server.chatsAre(1);
  assert.equal(json.messages[0].content, '<file name="paper.pdf">\nHello canary-7f3a91\n</file>\n\nAnd?');
});

scenario('what cannot go along says why, and the rest goes', async (parts) => {
  const { desktop } = parts;
  const { page, server } = await start(parts, [SEEING]);
  const given = [
    await file(desktop, 'bomb.png', bomb(50_000, 50_000)),
    await file(desktop, 'program.txt', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1])),
    await file(desktop, 'scan.pdf', pdf()),
    await file(desktop, 'empty.txt', ''),
    await file(desktop, 'fine.rs', 'fn main() {}\n'),
  ];
  await pick(page, ...given);
  await rows(page, 1);
  const refused = await rows(page, 4, 'attachment-refused');
  assert.deepEqual(refused, [
    'bomb.png The image has more than 64 megapixels.',
    'program.txt The file isn’t an image, a PDF or text.',
    'scan.pdf The PDF contains no text; it may be a scan.',
    'empty.txt The file is empty.',
  ]);
  await page.type('composer', Key.ENTER);
  const [{ json }] = await server.chatsAre(1);
  assert.equal(json.messages[0].content, '<file name="fine.rs">\nfn main() {}\n</file>');
});
