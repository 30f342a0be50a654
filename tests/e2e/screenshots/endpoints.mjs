// Pictures of the endpoints’ screens and of every error card.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canaryKey } from '../lib/canary.mjs';
import { copy } from '../lib/clipboard.mjs';
import { anew, inThemes, onStage, pictures, SIZES, wanted } from '../lib/pictures.mjs';
import { run, until } from '../lib/processes.mjs';
import { answer } from '../lib/script.mjs';

const WRITE_FAILURES = join(dirname(fileURLToPath(import.meta.url)), '../lib/write_failures.py');

const failure = (code, more = {}, details = {}) => ({
  code,
  status: null,
  provider_message: null,
  request_id: null,
  retry_after_ms: null,
  retryable: false,
  details,
  ...more,
});
const HOST = { host: '127.0.0.1' };
/** Every code, and the reasons that have cards of their own. */
const FAILURES = [
  failure('unauthorised', { status: 401, provider_message: 'Incorrect API key provided.', request_id: 'req_01JC7H2K' }),
  failure('forbidden', { status: 403, provider_message: 'This key may not use this model.' }),
  failure('unknown_model', { status: 404 }),
  failure('quota', { status: 429, provider_message: 'You exceeded your current quota.' }),
  failure('rate_limited', { status: 429, retry_after_ms: 18_000, retryable: true }),
  failure('context_exceeded', { status: 400 }),
  failure('content_policy', { status: 400 }),
  failure('parameter_refused', { status: 400 }, { parameter: 'temperature' }),
  failure('bad_request', { status: 400, provider_message: 'messages: at least one message is required' }),
  failure('bad_request', { status: 404 }, { reason: 'other_route', route: '/v1/responses' }),
  failure('not_an_api', { status: 200 }, { url: 'https://example.com', suggestion: 'https://example.com/v1' }),
  failure('gateway', { status: 502, retryable: true }, { ray_id: '8f2a1c0d9e7b6a55' }),
  failure('tls', {}, { ...HOST, reason: 'expired' }),
  failure('dns', { retryable: true }, { host: 'api.exmaple.com' }),
  failure('connect', { retryable: true }, { ...HOST, reason: 'refused' }),
  failure('proxy', {}, { ...HOST, proxy: 'http://proxy.example:3128', reason: 'refused' }),
  failure('timeout', { retryable: true }, { limit: 'first_content', seconds: '300' }),
  failure('malformed', { status: 200 }),
  failure('cut_off', { retryable: true }, { cause: 'reset' }),
  failure('too_large', { status: 200 }, { limit_mib: '32' }),
  failure('redirect', { status: 302 }, { location: 'https://login.example/v1' }),
  failure('server_error', { status: 500, provider_message: 'The model is overloaded.', retryable: true }),
  failure('cancelled'),
  failure('no_key'),
  failure('keyring_locked'),
  failure('keyring_unavailable'),
  failure('storage_failed'),
  failure('cap_reached'),
  failure('internal'),
];
const A_SHEET = 15;
const MODELS = Array.from({ length: A_SHEET }, (_, at) => `model-${String(at + 1).padStart(2, '0')}`);

/** Pictures of what `show` opens, if they are wanted. */
async function shown(window, name, show, sizes = SIZES) {
  if (wanted(name, sizes)) await pictures(window, name, anew(show), sizes);
}

const settings = async (page) => {
  await page.driver.actions().keyDown('\uE009').sendKeys(',').keyUp('\uE009').perform();
  await page.find('settings');
};
const scrollTo = (page, css) =>
  page.script(
    'const set = document.querySelector(".set"); set.scrollTop += document.querySelector(arguments[0]).getBoundingClientRect().top - set.getBoundingClientRect().top - 16',
    css,
  );

async function form(page) {
  await settings(page);
  await page.press('endpoint-edit');
  await page.press('endpoint-fold', { 'data-section': 'headers' });
  await page.press('endpoint-header-add');
  await page.type('endpoint-header-name', 'X-Title');
  await page.type('endpoint-header-value', 'Juxta');
}

async function network(page) {
  await settings(page);
  await page.press('endpoint-edit');
  await page.press('endpoint-fold', { 'data-section': 'network' });
  await page.driver.findElement({ css: '[data-testid="endpoint-proxy"] [data-value="url"]' }).click();
  await page.type('endpoint-proxy-url', 'socks5://proxy.example:1080');
  await scrollTo(page, '[data-fold="network"]');
}

async function report(page) {
  await settings(page);
  await page.press('endpoint-test');
  await page.find('check-report');
}

async function connections(page) {
  await settings(page);
  await page.press('log-open');
  await page.find('connection-log');
  await scrollTo(page, '#set-network');
}

async function found(page, desktop) {
  const text = `OPENAI_API_KEY=${canaryKey()}\nOPENROUTER_API_KEY=${canaryKey()}\nGROQ_API_KEY=${canaryKey()}\nACME_API_KEY=${canaryKey()}\n`;
  await copy(desktop, text);
  await settings(page);
  await page.press('paste-keys');
  await page.find('found-key');
}

/** Runs in the page: every error card on one sheet. */
const SHEET = `
  const sheet = document.createElement('div');
  sheet.style.cssText = 'position:fixed;inset:0;z-index:9;overflow:hidden;padding:20px;columns:3;column-gap:20px;background:var(--page)';
  for (const card of [...document.querySelectorAll('.errcard')].slice(0, arguments[0])) {
    const copy = card.cloneNode(true);
    copy.style.cssText = 'break-inside:avoid;margin:0 0 16px';
    sheet.append(copy);
  }
  document.body.append(sheet);
  return sheet.children.length;`;

/** One sheet of error cards: failed answers are given their reasons, and drawn as stored. */
async function sheet(window, failures, name) {
  await window.close();
  await run('/usr/bin/python3', [WRITE_FAILURES, window.data], { input: JSON.stringify(failures) });
  await window.open();
  await window.resize(1280, 1180);
  const drawn = anew(async (page) => {
    await until('every card is drawn', () =>
      page.script(`return document.querySelectorAll('.errcard').length >= ${failures.length}`),
    );
    await page.script(SHEET, failures.length);
  });
  await inThemes(window, `1280x1180/${name}`, drawn);
}

async function errorCards(window, server) {
  const refused = {
    status: 500,
    headers: { 'content-type': 'application/json' },
    framing: 'length',
    steps: [{ bytes: '{"error":{"message":"no","code":"server_error"}}' }],
  };
  await server.replaceScript({ models: MODELS, answers: { '*': [{ ...refused, status: 401 }] } });
  const { page } = window;
  await page.choose(MODELS);
  await page.ask('What can go wrong?');
  await until('all have failed', async () => (await page.tabs()).every((tab) => tab.state === 'failed'), {
    seconds: 30,
  });
  await page.press('view-columns');
  await sheet(window, FAILURES.slice(0, A_SHEET), 'error-cards-1');
  await sheet(window, FAILURES.slice(A_SHEET), 'error-cards-2');
}

await onStage(async ({ desktop, open, serve }) => {
  const key = canaryKey();
  const server = await serve({ key, models: ['gpt-4o-mini', 'kimi-k2.6'], answers: { '*': [answer('Yes.')] } });
  const window = await open();
  await shown(window, 'onboarding-network', async (page) => {
    await page.press('first-network');
    await page.driver.findElement({ css: '[data-testid="endpoint-proxy"] [data-value="url"]' }).click();
  });
  await window.page.reload();
  await window.page.connect({ url: server.url, key });
  await window.page.gone('onboarding');
  await window.page.choose(['gpt-4o-mini']);
  await window.page.ask('Hello');
  await window.page.answer('done');
  await shown(window, 'connections', connections);
  await shown(window, 'endpoints', settings);
  await shown(window, 'endpoint-form', form);
  await shown(window, 'check-report', report);
  await shown(window, 'network', network);
  await shown(window, 'paste-keys', (page) => found(page, desktop), [SIZES[0]]);
  await window.page.reload();
  await window.page.press('new-chat');
  if (wanted('error-cards-1', [[1280, 1180]]) || wanted('error-cards-2', [[1280, 1180]]))
    await errorCards(window, server);
});
