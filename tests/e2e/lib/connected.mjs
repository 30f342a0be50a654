// The usual beginning: a window that has been through First run against a scripted server.
import { canaryKey } from './canary.mjs';
import { answer } from './script.mjs';

/**
 * Opens a window, connects it and opens a conversation with `models`.
 * `answers` are the replies by model from then on: what the check asked is not counted and uses none of them.
 * Gives `{window, page, server, key}`.
 */
export async function connected({ open, serve }, { models = ['alpha', 'beta'], answers = {}, tabs = models, key = canaryKey(), ...options } = {}) {
  const server = await serve({ key, models, answers: { '*': [answer('Yes.')] } });
  const window = await open(options);
  const { page } = window;
  await page.connect({ url: server.url, key });
  await page.gone('onboarding');
  await server.replaceScript({ key, models, answers });
  await server.forget();
  await page.choose(tabs);
  return { window, page, server, key };
}
