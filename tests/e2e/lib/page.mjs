// The page as a person uses it, by its test ids.
import { By, Key } from 'selenium-webdriver';
import { until } from './processes.mjs';

/** A CSS selector for a test id, with further attributes: `{'data-model': 'a'}`. */
export function selector(id, attributes = {}) {
  const more = Object.entries(attributes).map(([name, value]) => `[${name}=${JSON.stringify(value)}]`);
  return `[data-testid="${id}"]${more.join('')}`;
}

/** Runs in the page: every answer, as a person sees it. */
const READ_ANSWERS = `
  const text = (root, id) => root.querySelector('[data-testid="' + id + '"]')?.textContent.trim() ?? null;
  return [...document.querySelectorAll('[data-testid="answer"]')].map((answer) => ({
    model: answer.dataset.model,
    state: answer.dataset.state,
    shown: answer.offsetParent !== null,
    text: answer.querySelector('[data-testid="answer-body"]')?.textContent ?? '',
    html: answer.querySelector('[data-testid="answer-body"]')?.innerHTML ?? '',
    reasoning: text(answer, 'reasoning'),
    error: text(answer, 'answer-error'),
    metrics: text(answer, 'answer-metrics'),
  }));`;

/** Runs in the page: every tab. */
const READ_TABS = `
  return [...document.querySelectorAll('[data-testid="model-tab"]')].map((tab) => ({
    model: tab.dataset.model,
    state: tab.dataset.state,
    selected: tab.getAttribute('aria-selected') === 'true',
    text: tab.textContent.trim(),
  }));`;

export class Page {
  /** @param {import('selenium-webdriver').WebDriver} driver */
  constructor(driver) {
    this.driver = driver;
  }

  /** Runs a script in the page. */
  script(code, ...values) {
    return this.driver.executeScript(code, ...values);
  }

  /** Waits until the page has drawn its first screen. */
  drawn() {
    const first = ['onboarding', 'composer', 'new-chat'].map((id) => selector(id)).join(',');
    return until('the page draws its first screen', () =>
      this.script('return !!document.querySelector(arguments[0])', first),
    );
  }

  /** Waits for a visible element and gives it. */
  find(id, attributes) {
    const css = selector(id, attributes);
    return until(`${css} is shown`, async () => {
      for (const element of await this.driver.findElements(By.css(css)))
        if (await element.isDisplayed()) return element;
      return undefined;
    });
  }

  /** Whether such an element is in the page. */
  has(id, attributes) {
    return this.script('return !!document.querySelector(arguments[0])', selector(id, attributes));
  }

  /** Waits until no such element is in the page. */
  gone(id, attributes) {
    return until(`${selector(id, attributes)} is gone`, async () => !(await this.has(id, attributes)));
  }

  /** Presses a control once it is shown and enabled. */
  press(id, attributes) {
    return until(`${selector(id, attributes)} can be pressed`, async () => {
      const element = await this.find(id, attributes);
      if (!(await element.isEnabled())) return false;
      await element.click();
      return true;
    });
  }

  /** Types into a field; `replace` empties it first. */
  async type(id, text, { replace = false } = {}) {
    const field = await this.find(id);
    if (replace) await field.clear();
    await field.sendKeys(text);
  }

  /** The text of an element once it is shown. */
  async text(id, attributes) {
    return (await this.find(id, attributes)).getText();
  }

  /** What a field holds. */
  async value(id) {
    return (await this.find(id)).getProperty('value');
  }

  /** First run: gives address and key and presses *Check and start*. */
  async connect({ url, key }) {
    await this.find('onboarding');
    await this.type('endpoint-base-url', url, { replace: true });
    if (key) await this.type('endpoint-key', key);
    await this.press('endpoint-save');
  }

  /** Opens the picker with `opener`, chooses these models (ids need not be listed) and applies. */
  async choose(models, opener = 'add-tab') {
    if (!(await this.has('model-picker'))) await this.press(opener);
    await this.find('model-picker');
    for (const model of models) {
      await this.type('model-search', model, { replace: true });
      const option = selector('model-option', { 'data-model': model });
      const listed = await until(`${model} is offered`, () =>
        this.script(
          'return document.querySelector(arguments[0]) ? "model-option" : document.querySelector(arguments[1]) && "model-use-id"',
          option,
          selector('model-use-id'),
        ),
      );
      await this.press(listed, listed === 'model-option' ? { 'data-model': model } : {});
    }
    await this.press('picker-apply');
    await this.gone('model-picker');
  }

  /** Writes a prompt and sends it by Enter. */
  async ask(prompt) {
    await this.type('composer', prompt);
    await this.type('composer', Key.ENTER);
  }

  answers() {
    return this.script(READ_ANSWERS);
  }

  tabs() {
    return this.script(READ_TABS);
  }

  /** Selects a tab. */
  async select(model) {
    await this.press('model-tab', { 'data-model': model });
    await until(`tab ${model} is selected`, async () =>
      (await this.tabs()).some((tab) => tab.model === model && tab.selected),
    );
  }

  /** Waits until the newest answer of the tab shown is in one of these states, and gives it. */
  answer(states, { seconds = 20 } = {}) {
    const wanted = [states].flat();
    return until(
      `the answer is ${wanted.join(' or ')}`,
      async () => {
        const newest = (await this.answers()).filter((answer) => answer.shown).at(-1);
        return newest && wanted.includes(newest.state) && newest;
      },
      { seconds },
    );
  }

  /** Waits until the newest answer shown contains a text, and gives it. */
  answerSays(text, { seconds = 20 } = {}) {
    return until(
      `the answer says ${JSON.stringify(text)}`,
      async () => {
        const newest = (await this.answers()).filter((answer) => answer.shown).at(-1);
        return newest?.text.includes(text) && newest;
      },
      { seconds },
    );
  }

  /** Loads the page again, as a crashed or stuck page does. */
  async reload() {
    await this.script('window.beforeReload = true; location.reload()').catch(() => {});
    await until('the page is a new one', () =>
      this.script('return window.beforeReload === undefined && document.readyState === "complete"'),
    );
    await this.drawn();
  }
}
