// Pictures of conversations that went another way.
import { connected } from '../lib/connected.mjs';
import { allDone, onStage, pictures } from '../lib/pictures.mjs';
import { until } from '../lib/processes.mjs';
import { answer } from '../lib/script.mjs';

const MODELS = ['claude-haiku-4-5', 'gemini-3-flash', 'kimi-k2.6'];
const CAP =
  'Before each retry, wait a **random** time between 0 and the cap.\n\n- **Retry** 408, 429 and 5xx.\n- **Obey** `Retry-After` when the server sends it.';
const SHORT = 'Double the wait after each try, up to 30 seconds, and add jitter.\n\nStop after six tries.';
const ANSWERS = {
  'kimi-k2.6': [answer(CAP), answer(`${CAP}\n\nGive up after 60 s.`), answer(SHORT), answer(CAP)],
  '*': [answer(SHORT)],
};

await onStage(async (parts) => {
  const { window, page } = await connected(parts, {
    models: MODELS,
    tabs: ['kimi-k2.6', 'claude-haiku-4-5', 'gemini-3-flash'],
    answers: ANSWERS,
  });
  await page.ask('How should I space the retries?');
  await allDone(page);
  await page.press('answer-regenerate');
  await until('the second answer is there', async () => await page.has('answer-walker'));
  await allDone(page);
  await page.press('answer-more');
  await page.press('answer-note');
  await page.press('note-label', { 'data-label': 'good' });
  await page.type('note-text', 'The limit in seconds is what we need.');
  await pictures(window, 'branches-note');
  await page.press('note-save');
  await page.gone('note-editor');
  await page.press('prompt-edit');
  await page.find('prompt-text');
  await pictures(window, 'branches-edit');
  await page.press('prompt-cancel');
  await page.press('answer-more');
  await pictures(window, 'branches-menu');
  await page.press('answer-adopt');
  await page.find('toast-act');
  await page.select('claude-haiku-4-5');
  await page.press('other-answers');
  await page.find('other-answer');
  await pictures(window, 'branches-adopted');
  await page.press('toast-act');
  await page.press('view-columns');
  await pictures(window, 'branches-columns');
  await window.close();
});
