// The endpoint form and the list in Settings, as a person uses them.
import { until } from './processes.mjs';

/** The names of the endpoints in Settings, in order. */
export const order = (page) =>
  page.script(
    `return [...document.querySelectorAll('[data-testid="endpoint-row"]')].map((row) => row.getAttribute('aria-label'))`,
  );

/** What has the focus, by its test id. */
export const focused = (page) => page.script('return document.activeElement?.dataset.testid ?? null');

/** Opens a part of the form unless it is open. */
export async function unfold(page, section) {
  const head = await page.find('endpoint-fold', { 'data-section': section });
  if ((await head.getAttribute('aria-expanded')) !== 'true') await head.click();
}

/** Starts the form of a new endpoint at this address. */
export async function beginForm(page, { preset, url, name }) {
  await page.press('endpoint-add');
  if (await page.has('endpoint-preset-more')) await page.press('endpoint-preset-more');
  await page.driver.findElement({ css: `[data-testid="endpoint-preset"] [data-value="${preset}"]` }).click();
  if (name) await page.type('endpoint-name', name, { replace: true });
  await page.type('endpoint-base-url', url, { replace: true });
  await until('the preview names the call', async () => (await page.text('endpoint-url-preview')).includes(url));
}

/** Fills in the last row of this kind. */
export async function addRow(page, kind, name, value, { secret = false } = {}) {
  await page.press(`endpoint-${kind}-add`);
  const rows = await page.driver.findElements({ css: `[data-testid="endpoint-${kind}"]` });
  const row = rows.at(-1);
  await row.findElement({ css: `[data-testid="endpoint-${kind}-name"]` }).sendKeys(name);
  if (secret) await row.findElement({ css: `[data-testid="endpoint-${kind}-secret"]` }).click();
  await row.findElement({ css: `[data-testid="endpoint-${kind}-value"]` }).sendKeys(value);
}

/** Waits until the form was saved, and is in the list again: a check with gaps is left to be read. */
export async function saved(page, name) {
  await until(`${name} is saved`, async () => (await page.has('toast')) && (await page.text('toast')).includes(name));
  if (await page.has('set-back')) await page.press('set-back');
  await until(`${name} is listed`, async () => (await order(page)).includes(name));
}
