// Every screen there is, in the order in which a person meets them.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { By, Key } from 'selenium-webdriver';
import { canaryKey } from './canary.mjs';
import { copy } from './clipboard.mjs';
import { png } from './picture.mjs';
import { until } from './processes.mjs';
import { gate, reply, say, END } from './script.mjs';
import { ANSWERS, MODELS, PROMPT } from './texts.mjs';

/** One of the models is said to see no pictures. */
const LISTED = MODELS.map((id) => (id === 'deepseek-v3.2' ? { id, input_modalities: ['text'] } : id));

/**
 * Goes through all screens of one new window; `visit(name, window)` is awaited at each.
 * `parts` is what a scenario gets; `size` is the window's, in CSS pixels.
 */
export async function tour({ desktop, open, serve }, visit, { size = [1280, 800] } = {}) {
  const key = canaryKey();
  const checked = { '*': [reply(gate('check'), say('Yes.'), ...END)] };
  const server = await serve({ key, models: LISTED, answers: checked });
  const window = await open({ size });
  const guide = new Guide({ desktop, window, server, key, visit });
  await guide.firstRun();
  await guide.picker();
  await guide.answers();
  await guide.help();
  await guide.sidebar();
  await guide.settings();
  await guide.keyring();
  return window;
}

class Guide {
  constructor({ desktop, window, server, key, visit }) {
    Object.assign(this, { desktop, window, server, key });
    this.show = (name) => visit(name, window);
  }

  get page() {
    return this.window.page;
  }

  async firstRun() {
    const { page, server, key } = this;
    await page.find('onboarding');
    await this.show('first-run');
    await page.press('endpoint-save');
    await page.find('endpoint-error');
    await this.show('first-run-no-key');
    await page.type('endpoint-base-url', 'ftp://example.com', { replace: true });
    await this.appears('[data-testid="endpoint-base-url"][aria-invalid="true"]');
    await this.show('first-run-wrong-address');
    await page.type('endpoint-base-url', 'http://example.com/v1', { replace: true });
    await page.find('endpoint-plain-http');
    await this.show('first-run-plain-http');
    await page.type('endpoint-base-url', server.url, { replace: true });
    await this.paste(canaryKey());
    await page.press('endpoint-save');
    await page.find('endpoint-error', { 'data-code': 'unauthorised' });
    await this.show('first-run-refused');
    await this.paste(key);
    await this.show('first-run-pasted');
    await page.press('endpoint-save');
    await this.appears('[data-testid="endpoint-save"][aria-busy="true"]');
    await this.show('first-run-checking');
    await server.open('check');
    await page.gone('onboarding');
  }

  async picker() {
    const { page } = this;
    await this.server.replaceScript({ key: this.key, models: LISTED, answers: ANSWERS });
    await page.find('model-picker');
    await page.find('model-option', { 'data-model': MODELS[0] });
    await this.show('picker');
    await page.type('model-search', 'no-such-model', { replace: true });
    await page.find('model-use-id');
    await this.show('picker-no-match');
    await page.choose(['kimi-k2.6', 'qwen3-max', 'gemini-3-flash', 'claude-haiku-4-5', 'deepseek-v3.2']);
    await page.find('composer');
    await this.show('empty');
  }

  async answers() {
    const { page, server } = this;
    await page.ask(PROMPT);
    await server.reached('go-on');
    await server.reached('think-on');
    await until('the others have ended', async () =>
      (await page.tabs()).every((tab) => !['idle', 'waiting'].includes(tab.state)),
    );
    const states = [
      ['claude-haiku-4-5', 'streaming'],
      ['deepseek-v3.2', 'reasoning'],
      ['gemini-3-flash', 'failed'],
      ['qwen3-max', 'incomplete'],
      ['kimi-k2.6', 'done'],
    ];
    for (const [model, state] of states) {
      await page.select(model);
      await page.answer(state);
      await this.show(`tab-${state}`);
    }
    await this.details();
    await this.columns();
    await this.tabMenu();
    await page.press('stop-all');
    await page.select('claude-haiku-4-5');
    await page.answer('stopped');
    await this.show('tab-stopped');
    await page.select('kimi-k2.6');
    await this.sent();
    await this.otherWays();
    await page.press('add-tab');
    await page.find('model-option', { 'data-model': 'gpt-4o-mini' });
    await page.press('model-option', { 'data-model': 'gpt-4o-mini' });
    await this.show('picker-add');
    await this.press(Key.ESCAPE);
    await page.gone('model-picker');
    await this.figures();
  }

  /** What is closed at first: the thought, the provider's message. */
  async details() {
    const { page } = this;
    await page.script('document.querySelector(\'[data-testid="reasoning"] button\').click()');
    await page.find('reasoning-body');
    await this.show('thought-open');
    await page.select('gemini-3-flash');
    await page.press('provider-toggle');
    await page.find('provider-message');
    await this.show('provider-message');
    await page.select('kimi-k2.6');
  }

  /** What was sent for an answer, with all that is folded away. */
  async sent() {
    const { page } = this;
    await page.press('answer-sent');
    await page.find('sent-body');
    await page.script('document.querySelector(".pane details").open = true');
    await this.show('sent');
    await page.press('sent-close');
    await page.gone('sent');
  }

  /** What can be done with a prompt and an answer, and a tab that goes on from another's. */
  async otherWays() {
    const { page } = this;
    await page.press('prompt-edit');
    await page.find('prompt-text');
    await this.show('prompt-edit');
    await page.press('prompt-cancel');
    const more = async () => {
      await page.script(`document.querySelector('[data-testid="answer-more"]').scrollIntoView({ block: 'center' })`);
      await page.press('answer-more');
      await page.find('answer-fork');
    };
    await more();
    await this.show('answer-menu');
    await page.press('answer-note');
    await page.press('note-label', { 'data-label': 'good' });
    await this.show('note');
    await page.press('note-save');
    await page.gone('note-editor');
    await more();
    await page.press('answer-adopt');
    await page.select('qwen3-max');
    // The notice that offers *Undo* may lie over it.
    await page.find('other-answers');
    await page.script(`document.querySelector('[data-testid="other-answers"]').click()`);
    await page.find('other-answer');
    await this.show('adopted');
    await page.press('toast-act');
    await page.gone('toast');
    await page.select('kimi-k2.6');
  }

  async columns() {
    const { page } = this;
    if (!(await page.has('view-columns'))) return;
    await page.press('view-columns');
    await until(
      'all answers are shown',
      async () => (await page.answers()).filter((answer) => answer.shown).length === 5,
    );
    await this.show('columns');
    await page.press('column-full');
    await this.show('column-alone');
    await page.press('column-full');
    await page.press('view-diff');
    await page.find('diff-legend');
    await this.show('diff');
    await page.press('view-tabs');
    await page.find('tab-list');
  }

  /** The figures of answers that ended in every way: of the turn with its plots, these as a table, of the conversation. */
  async figures() {
    const { page } = this;
    await page.press('open-figures');
    await page.find('figures-row');
    await this.show('figures');
    await page.press('figures-as-table');
    await page.find('plots-table');
    await this.show('figures-plots-table');
    await page.script(`document.querySelector('[data-testid="figures-about"] [data-value=conversation]').click()`);
    await page.gone('plots-table');
    await this.show('figures-conversation');
    await page.press('figures-back');
    await page.gone('figures');
  }

  /** The menu of a tab, its name, and one that came later. */
  async tabMenu() {
    const { page } = this;
    const tab = await page.find('model-tab', { 'data-model': 'kimi-k2.6' });
    await page.driver.actions().contextClick(tab).perform();
    await page.find('tab-menu');
    await this.show('tab-menu');
    await page.press('tab-rename');
    await page.find('tab-name');
    await this.show('tab-rename');
    await this.press(Key.ESCAPE);
    await page.gone('tab-name');
    await page.choose(['gpt-4o-mini']);
    await page.find('tab-joins');
    await this.show('tab-later');
    await (await page.find('model-tab', { 'aria-selected': 'true' })).sendKeys(Key.DELETE);
    await page.gone('tab-joins');
  }

  /** A file of the draft, and one that was refused. */
  async files() {
    const { page, desktop } = this;
    const folder = await desktop.newFolder('given');
    const given = { 'sea.png': png(60, 40), 'program.bin': Buffer.from([0x7f, 0x45, 0, 1]) };
    const paths = Object.keys(given).map((name) => join(folder, name));
    for (const [at, bytes] of Object.values(given).entries()) await writeFile(paths[at], bytes);
    await (await page.driver.findElement(By.css('[data-testid="attach"]'))).sendKeys(paths.join('\n'));
    // In a low window the composer is one line, and its files away, until it has the focus.
    await (await page.find('composer')).click();
    await page.find('attachment');
    await page.find('attachment-refused');
    await this.show('attachments');
    await page.script('document.querySelector("[data-testid=attachment-refused] button").click()');
    await page.gone('attachment-refused');
    await this.question();
    await page.press('attachment-remove');
    await page.gone('attachments');
  }

  /** What is asked before a prompt goes out: about a model that cannot see, and about a secret. */
  async question() {
    const { page } = this;
    await page.type('composer', 'Charge 4111 1111 1111 1111 for the picture.');
    await page.press('send');
    await page.find('question-point');
    await this.show('question-several');
    await page.press('question-cancel');
    await page.gone('question');
    await page.type('composer', Key.chord(Key.CONTROL, 'a') + Key.DELETE);
  }

  async help() {
    const { page } = this;
    await page.select('kimi-k2.6');
    await this.files();
    await page.press('parameters');
    await page.find('parameters-sheet');
    await this.show('parameters');
    await this.press(Key.ESCAPE);
    await page.gone('parameters-sheet');
    await this.press(Key.F1);
    await page.find('help');
    await this.show('help');
    await this.press(Key.ESCAPE);
    await page.gone('help');
  }

  async sidebar() {
    const { page } = this;
    await this.openSidebar();
    await page.script('document.querySelector(".conversation [aria-haspopup=menu]").click()');
    await this.appears('[role="menu"]');
    await this.show('row-menu');
    await this.press(Key.ESCAPE);
    await until('the menu is gone', () => page.script('return !document.querySelector("[role=menu]")'));
    await this.openSidebar();
    await page.type('conversation-item', Key.F2);
    await page.find('conversation-rename');
    await this.show('rename');
    await page.type('conversation-rename', Key.ESCAPE);
    await page.gone('conversation-rename');
    await this.openSidebar();
    await page.type('conversation-item', Key.DELETE);
    await page.find('question');
    await this.show('question-delete');
    await page.press('question-cancel');
    await page.gone('question');
  }

  async settings() {
    const { page } = this;
    await this.openSidebar();
    await page.press('open-settings');
    await page.find('settings');
    await this.show('settings');
    await this.budgets();
    await page.press('endpoint-test');
    await this.appears('[data-testid="check-report"], [data-testid="check-card"]');
    await this.appears('[data-testid="endpoint-test"]:not([aria-busy="true"])');
    await this.show('settings-checked');
    await page.press('endpoint-edit');
    await page.find('endpoint-save');
    await this.show('endpoint-edit');
  }

  /** The caps, with one that stands and one that is no amount. */
  async budgets() {
    const { page } = this;
    await page.find('budget-day');
    await page.script(`document.getElementById('set-budgets').scrollIntoView()`);
    await page.type('budget-day', '0.15', { replace: true });
    await page.type('budget-day', Key.TAB);
    await page.find('spent-day');
    await page.type('budget-send', 'a lot', { replace: true });
    await page.type('budget-send', Key.TAB);
    await this.appears('#budget-wrong');
    await this.show('budgets');
    for (const field of ['budget-send', 'budget-day']) {
      await page.type(field, Key.chord(Key.CONTROL, 'a') + Key.DELETE);
      await page.type(field, Key.TAB);
    }
    await until('no cap is left', () =>
      page.script(
        `return !document.getElementById('budget-wrong') && !document.querySelector('[data-testid="spent-day"] [role=meter]')`,
      ),
    );
    await page.script(`document.querySelector('.set').scrollTop = 0`);
  }

  /** After a start with a locked keyring, and after one with the key gone from it. */
  async keyring() {
    const { keyring } = this.desktop;
    await this.openedAnew(() => keyring.lock());
    await this.page.find('keyring-banner', { 'data-state': 'locked' });
    await this.show('keyring-locked');
    await this.openSidebar();
    await this.page.press('open-settings');
    await this.page.find('keyring-banner', { 'data-state': 'locked' });
    await this.show('settings-keyring-locked');
    await this.page.press('unlock-keyring');
    await keyring.unlockInPrompt();
    await this.page.gone('keyring-banner');
    await this.openedAnew(() => keyring.clear());
    await this.page.find('key-missing');
    await this.show('key-missing');
  }

  /** Closes the window, has something done meanwhile, opens it and asks one model. */
  async openedAnew(meanwhile) {
    await this.window.close();
    await meanwhile();
    await this.window.open();
    await this.page.select('kimi-k2.6');
    await this.page.ask('And how many retries in all?');
    await this.page.answer('failed');
  }

  /** On a narrow window the sidebar is away until it is asked for. */
  async openSidebar() {
    if (await this.page.has('show-sidebar')) await this.page.press('show-sidebar');
    await this.page.find('sidebar');
  }

  async paste(text) {
    await copy(this.desktop, text);
    await this.page.press('endpoint-paste');
    await this.page.find('endpoint-pasted');
  }

  /** Presses keys wherever the focus is. */
  press(keys) {
    return this.window.driver.actions().sendKeys(keys).perform();
  }

  appears(css) {
    return until(`${css} is there`, () => this.page.script('return !!document.querySelector(arguments[0])', css));
  }
}
