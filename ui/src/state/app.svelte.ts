// What the whole page shares: which screen is shown, endpoints, theme, version.

import { call } from '../ipc';
import type { Boot, EndpointView, Theme } from '../ipc/bindings';
import { look } from './look.svelte';

export type Screen = 'chat' | 'settings';

class App {
  version = $state('');
  demo = $state(false);
  theme = $state<Theme>('system');
  endpoints = $state.raw<EndpointView[]>([]);
  screen = $state<Screen>('chat');
  /** On a wide window: shown beside the chat. On a narrow one: laid over it. */
  sidebar = $state(true);
  /** First run is handing its form in: it stays until the picker is there. */
  connecting = $state(false);
  storageFailed = $state(false);
  /** Models are written with their endpoint as soon as there are two. */
  manyEndpoints = $derived(this.endpoints.length > 1);
  firstRun = $derived(this.endpoints.length === 0);

  begin(boot: Boot): void {
    this.version = boot.version;
    this.demo = boot.demo;
    this.theme = boot.look.theme;
    look.begin(boot.look);
    this.endpoints = boot.endpoints;
  }

  async readEndpoints(): Promise<void> {
    this.endpoints = await call('list_endpoints');
  }
}

export const app = new App();
