// Pictures of files with a prompt.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { By } from 'selenium-webdriver';
import { connected } from '../lib/connected.mjs';
import { pdf } from '../lib/pdf.mjs';
import { bomb, png } from '../lib/picture.mjs';
import { allDone, anew, inThemes, onStage, pictures } from '../lib/pictures.mjs';
import { until } from '../lib/processes.mjs';
import { answer } from '../lib/script.mjs';

const MODELS = [
  { id: 'kimi-k2.6', input_modalities: ['text', 'image'] },
  { id: 'claude-haiku-4-5', input_modalities: ['text', 'image'] },
  { id: 'deepseek-v3.2', input_modalities: ['text'] },
];
const IDS = MODELS.map(({ id }) => id);
const SAID =
  'The picture shows a pale sky over a dark sea. The notes ask for a caption of at most ten words: “Morning over the strait, before the ferries start.”';

/** Waits until there are three of these. */
const three = (page, id) =>
  until(`three × ${id}`, () =>
    page.script('return document.querySelectorAll(arguments[0]).length === 3', `[data-testid="${id}"]`),
  );

await onStage(async (parts) => {
  const { window, page } = await connected(parts, {
    models: MODELS,
    tabs: IDS,
    answers: Object.fromEntries(IDS.map((id) => [id, [answer(SAID), answer(SAID)]])),
  });
  const folder = await parts.desktop.newFolder('given');
  const files = {
    'strait.png': png(3000, 1500),
    'notes.md': 'A caption, at most ten words.\n',
    'tides 2026.pdf': pdf('High water at 6.10 and 18.40'),
  };
  const paths = [];
  for (const [name, bytes] of Object.entries(files)) {
    paths.push(join(folder, name));
    await writeFile(paths.at(-1), bytes);
  }
  const pick = async (...given) =>
    (await page.driver.findElement(By.css('[data-testid="attach"]'))).sendKeys(given.join('\n'));
  await pick(...paths);
  await page.type('composer', 'Write a caption for this picture.');
  // A page loaded anew has only what was made ready.
  await three(page, 'attachment');
  await pictures(
    window,
    'attachments',
    anew(() => three(page, 'attachment')),
  );
  const broken = join(folder, 'poster.png');
  await writeFile(broken, bomb(50_000, 50_000));
  await pick(broken);
  await inThemes(window, '1280x800/attachments-refused', () => page.find('attachment-refused'));
  await page.press('send');
  await inThemes(window, '1280x800/attachments-question', () => page.find('question'));
  await page.press('question-act');
  await allDone(page);
  await pictures(
    window,
    'attachments-sent',
    anew(() => three(page, 'prompt-attachment')),
  );
  await page.press('view-columns');
  await inThemes(window, '1280x800/attachments-columns', () => page.find('prompt'));
  await window.close();
});
