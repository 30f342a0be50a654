// Starts the page: reads the state, applies the theme, draws the first screen, then tells Rust to show the window.

import '../shared/styles';
import { applyTheme } from '../shared/theme';
import { appearance } from '../shared/appearance.svelte';
import { attempt } from '../shared/attempt';
import { mount, tick } from 'svelte';
import App from './App.svelte';
import Broken from './Broken.svelte';
import { catchLinks } from '../markdown/links';
import { call, failureOf, setBackend } from '../ipc';
import { readAhead } from '../shared/lazyScreen.svelte';
import { screens } from './screens';
import { app } from '../shared/app.svelte';
import { chat } from '../conversation/chat.svelte';
import { listenForClosing } from './closing';
import { checks } from '../endpoint/checks.svelte';
import { list } from '../conversation/list.svelte';
import { goLive, listen } from './live';
import { presets } from '../endpoint/presets.svelte';

const target = document.getElementById('app') as HTMLElement;

async function start(): Promise<void> {
  // A plain browser during development has no window behind it; the stand-in never enters the built page.
  if (import.meta.env.DEV && !('__TAURI_INTERNALS__' in window))
    setBackend((await import('../../dev/fake')).fakePort());
  await listen();
  await listenForClosing();
  await checks.listen();
  const [boot] = await Promise.all([call('boot'), presets.read()]);
  app.begin(boot);
  appearance.begin(boot.look);
  applyTheme(boot.look.theme);
  list.rows = boot.conversations;
  if (boot.open) chat.draw(boot.open);
  catchLinks(document, (url) => void attempt(() => call('open_link', { url })));
  if (app.firstRun) await screens.firstRun.load();
  mount(App, { target });
  goLive();
}

/** Shows the failure in place of the first screen. */
function fail(error: unknown): void {
  applyTheme('system');
  mount(Broken, { target, props: { failure: failureOf(error) } });
}

void start()
  .catch(fail)
  .then(tick)
  .then(() => call('page_ready'))
  // First run ends in the picker.
  .then(() => (app.firstRun ? screens.picker.load() : undefined))
  .then(() => readAhead());
