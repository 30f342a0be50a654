// The usual beginning: a window that has been through First run against a scripted server.
import { canaryKey, invoke } from './canary.mjs';
import { answer } from './script.mjs';

/**
 * Opens a window, connects it and opens a conversation with `models`.
 * `answers` are the replies by model from then on: what the check asked is not counted and uses none of them.
 * `parallel`: how many of them may be under way at once, where not as usual.
 * Gives `{window, page, server, key}`.
 * @param {import('./parts.mjs').Parts} parts
 */
export async function connected(
  { open, serve },
  { models = ['alpha', 'beta'], answers = {}, tabs = models, key = canaryKey(), parallel, ...options } = {},
) {
  const server = await serve({ key, models, answers: { '*': [answer('Yes.')] } });
  const window = await open(options);
  const { page } = window;
  await page.connect({ url: server.url, key });
  await page.gone('onboarding');
  if (parallel) await letIn(page, parallel);
  await server.replaceScript({ key, models, answers });
  await server.forget();
  await page.choose(tabs);
  return { window, page, server, key };
}

/** Sets how many answers of the only endpoint are under way at once. */
async function letIn(page, parallel) {
  const [endpoint] = JSON.parse((await invoke(page, 'list_endpoints')).ok);
  const settings = { ...endpoint.settings, headers: [], proxy: { kind: 'default' }, client_cert: null, parallel };
  const form = {
    id: endpoint.id,
    name: endpoint.name,
    base_url: endpoint.base_url,
    key: { kind: 'keep' },
    session_only: false,
    accept_plain_http: true,
    settings,
  };
  const saved = await invoke(page, 'save_endpoint', { command: crypto.randomUUID(), form });
  if (saved.error) throw new Error(saved.error);
}
