// What the whole page shares: which screen is shown, endpoints, theme, version.

import { WIDE } from './breakpoints';
import { call } from '../ipc';
import type { Boot, EndpointView, Theme } from '../ipc/bindings';
import { focusOn, letGo } from './focus';

export type Screen = 'chat' | 'settings';

/** The part of the endpoint form to start at. */
export type FormPart = 'key' | 'url' | 'network' | 'check';

/** How a form is opened: `url` and `model` stand in the place of what is saved until they are checked. */
export type Opening = { sessionOnly?: boolean; at?: FormPart; url?: string | undefined; model?: string };

/** The endpoint being filled in: a known one, or a new one. */
export type Editing = { endpoint: EndpointView | null; opening: Opening; from: Screen };

class App {
  version = $state('');
  demo = $state(false);
  theme = $state<Theme>('system');
  endpoints = $state.raw<EndpointView[]>([]);
  /** The endpoint form in settings; `null` shows the overview. */
  editing = $state.raw<Editing | null>(null);
  /** On a wide window: shown beside the chat. On a narrow one: laid over it. */
  sidebar = $state(true);
  /** First run is saving its endpoint: it stays until the picker is open. */
  connecting = $state(false);
  storageFailed = $state(false);
  /** The figures take the answers' place. */
  figures = $state(false);
  /** The part of settings to begin at. */
  part = $state<string | null>(null);
  #screen = $state<Screen>('chat');
  /** Models are written with their endpoint as soon as there are two. */
  manyEndpoints = $derived(this.endpoints.length > 1);
  firstRun = $derived(this.endpoints.length === 0);

  get screen(): Screen {
    return this.#screen;
  }

  set screen(next: Screen) {
    if (next !== this.#screen) letGo();
    this.#screen = next;
  }

  begin(boot: Boot): void {
    this.version = boot.version;
    this.demo = boot.demo;
    this.theme = boot.look.theme;
    this.endpoints = boot.endpoints;
  }

  async readEndpoints(): Promise<void> {
    this.endpoints = await call('list_endpoints');
  }

  /** Whether the sidebar, when shown, lies over the chat. */
  get sidebarOverlays(): boolean {
    return window.innerWidth < WIDE;
  }

  toChat(): void {
    if (this.figures) this.closeFigures();
    this.screen = 'chat';
    this.editing = null;
  }

  toSettings(part: string | null = null): void {
    this.part = part;
    this.screen = 'settings';
  }

  showFigures(): void {
    letGo();
    this.figures = true;
  }

  closeFigures(): void {
    letGo();
    this.figures = false;
    requestAnimationFrame(() => focusOn('open-figures'));
  }

  /** One step out: from the endpoint form to where it was opened, from the overview to the chat. */
  leaveSettings(): void {
    if (this.editing?.from === 'settings') this.editing = null;
    else this.toChat();
  }

  /** Opens the form of an endpoint, or an empty one. */
  edit(endpoint: EndpointView | null, opening: Opening = {}): void {
    this.editing = { endpoint, opening, from: this.screen };
    this.screen = 'settings';
  }

  /** Opens the form of the endpoint with this id. */
  editById(id: string, opening: Opening = {}): void {
    const endpoint = this.endpoints.find((each) => each.id === id);
    if (endpoint && !endpoint.demo) this.edit(endpoint, opening);
    else this.toSettings();
  }
}

export const app = new App();
