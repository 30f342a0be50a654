// The endpoint form, drawn: what is wrong gets the focus, secrets leave their fields at once, folded parts lose nothing.

import { setBackend } from '../src/ipc';
import { flushSync, mount, unmount } from 'svelte';
import { createRawSnippet } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EndpointDraft } from '../src/endpoint/draft.svelte';
import EndpointForm from '../src/endpoint/EndpointForm.svelte';
import { FoundList, obstacleOf } from '../src/endpoint/found.svelte';
import type { EndpointForm as Form } from '../src/ipc/bindings';
import { AIHUBMIX, OLLAMA, previewOf } from '../dev/fake-data';
import { FOUND, foundReport, PRESETS, REFUSED, WORKS } from '../dev/fake-endpoints';
import type { Port } from '../src/ipc/port';
import Endpoints from '../src/settings/Endpoints.svelte';
import { app } from '../src/shared/app.svelte';
import { keyring } from '../src/endpoint/keyring.svelte';
import { presets } from '../src/endpoint/presets.svelte';

const calls: [string, unknown][] = [];
const handedIn = (): Form[] =>
  calls.flatMap(([name, a]) => (name === 'save_endpoint' ? [(a as { form: Form }).form] : []));
const made: Record<string, unknown>[] = [];

beforeEach(() => {
  presets.all = PRESETS;
  keyring.state = 'unlocked';
  calls.length = 0;
  const answers: Record<string, (a: never) => unknown> = {
    preview_url: ({ text }: { text: string }) => previewOf(text),
    save_endpoint: () => REFUSED,
    list_endpoints: () => app.endpoints,
    local_servers: () => [],
    environment_endpoints: () => FOUND,
    paste_endpoints: () => FOUND,
    add_found: ({ ids }: { ids: string[] }) => ids.map((id) => ({ id, report: foundReport(id) })),
    reorder_endpoints: ({ ids }: { ids: string[] }) =>
      app.endpoints.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id)),
  };
  setBackend({
    call: (async (name: string, a: never) => (
      calls.push([name, structuredClone(a)]),
      answers[name]?.(a)
    )) as Port['call'],
  } as Port);
});

afterEach(() => {
  for (const component of made.splice(0)) void unmount(component);
  document.body.innerHTML = '';
});

function $<E extends HTMLElement>(selector: string): E {
  const found = document.querySelector<E>(selector);
  if (!found) throw new Error(`${selector} is not there`);
  return found;
}
const id = (name: string): string => `[data-testid="${name}"]`;

function type(selector: string, text: string): void {
  const field = $<HTMLInputElement>(selector);
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  flushSync();
}

function press(selector: string): void {
  $(selector).click();
  flushSync();
}

function draw(draft: EndpointDraft): void {
  const others = createRawSnippet(() => ({ render: () => '<span></span>' }));
  made.push(
    mount(EndpointForm, {
      target: document.body,
      props: {
        draft,
        full: true,
        saveWords: 'Save',
        submit: async (take: () => string) => void (await draft.save(take)),
        others,
      },
    }),
  );
  draft.begin();
  flushSync();
}

describe('the form', () => {
  it('opens the folded part that is wrong, and puts the focus there', async () => {
    draw(new EndpointDraft(AIHUBMIX));
    type('#endpoint-body', '[1]');
    expect($('#fold-body').hidden).toBe(true);
    press(id('endpoint-save'));
    await vi.waitFor(() => expect(document.activeElement?.id).toBe('endpoint-body'));
    expect($('#fold-body').hidden).toBe(false);
    expect(handedIn()).toEqual([]);
    expect($(id('endpoint-error')).textContent).toContain('Request body');
  });

  it('hands a secret header in once; its field is empty then, and says what to do', async () => {
    const draft = new EndpointDraft(AIHUBMIX);
    draw(draft);
    press(id('endpoint-header-add'));
    type(`${id('endpoint-header')}:last-of-type ${id('endpoint-header-name')}`, 'X-Token');
    press(`${id('endpoint-header')}:last-of-type ${id('endpoint-header-secret')}`);
    const value = `${id('endpoint-header')}:last-of-type ${id('endpoint-header-value')}`;
    expect($<HTMLInputElement>(value).type).toBe('password');
    type(value, 'canary-of-the-header');
    press(id('endpoint-save'));
    await vi.waitFor(() =>
      expect(handedIn()[0]?.settings?.headers[1]).toEqual({
        name: 'X-Token',
        value: 'canary-of-the-header',
        secret: true,
      }),
    );
    await vi.waitFor(() => expect(draft.busy).toBe(false));
    expect($<HTMLInputElement>(value).value).toBe('');
    expect(document.documentElement.outerHTML).not.toContain('canary');
    expect($(`${id('endpoint-header')}:last-of-type .err`).textContent).toContain('Enter the value again');
    expect(handedIn()[0]?.settings?.headers[0]).toEqual({ name: 'X-Title', value: 'Juxta', secret: false });
  });

  it('names every control and says of every fold whether it is open', () => {
    draw(new EndpointDraft(AIHUBMIX));
    const unnamed = [...document.querySelectorAll('input, textarea, button')].filter((control) => {
      const labelled =
        control.getAttribute('aria-label') ?? control.getAttribute('aria-labelledby') ?? control.textContent?.trim();
      return !labelled && !(control as HTMLInputElement).labels?.length;
    });
    expect(unnamed.map((control) => control.outerHTML)).toEqual([]);
    expect(
      [...document.querySelectorAll(id('endpoint-fold'))].every((head) => head.hasAttribute('aria-expanded')),
    ).toBe(true);
  });

  it('removes a row, and the focus goes on to adding one', async () => {
    draw(new EndpointDraft(AIHUBMIX));
    press(id('endpoint-header-remove'));
    await vi.waitFor(() => expect(document.activeElement).toBe($(id('endpoint-header-add'))));
    expect(document.querySelector(id('endpoint-header'))).toBeNull();
  });
});

describe('the list', () => {
  it('moves an endpoint by button and by Alt and arrow, and keeps the focus with it', async () => {
    app.endpoints = [AIHUBMIX, OLLAMA];
    made.push(mount(Endpoints, { target: document.body }));
    flushSync();
    const names = (): (string | null)[] =>
      [...document.querySelectorAll(id('endpoint-row'))].map((row) => row.getAttribute('aria-label'));
    $(id('endpoint-down')).focus();
    press(id('endpoint-down'));
    await vi.waitFor(() => expect(names()).toEqual(['Ollama', 'AiHubMix']));
    await vi.waitFor(() =>
      expect(document.activeElement?.closest('article')?.getAttribute('aria-label')).toBe('AiHubMix'),
    );
    expect(calls.find(([name]) => name === 'reorder_endpoints')?.[1]).toMatchObject({ ids: [OLLAMA.id, AIHUBMIX.id] });
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'ArrowUp', altKey: true, bubbles: true }),
    );
    flushSync();
    await vi.waitFor(() => expect(names()).toEqual(['AiHubMix', 'Ollama']));
  });
});

describe('keys found', () => {
  it('are chosen where they can be added, and say why where not', async () => {
    const list = new FoundList('clipboard');
    await list.read();
    expect(FOUND.map(obstacleOf)).toEqual([null, null, 'known', 'nowhere']);
    expect([...list.chosen]).toEqual(['openai', 'openrouter']);
    await list.add();
    expect(calls.find(([name]) => name === 'add_found')?.[1]).toMatchObject({
      ids: ['openai', 'openrouter'],
      sessionOnly: false,
    });
    expect(list.added).toBe(1);
    expect(list.due, 'a refused key is not tried again').toEqual([]);
  });

  it('are forgotten when nobody looks any more, those of the environment kept', async () => {
    await new FoundList('clipboard').drop();
    await new FoundList('environment').drop();
    expect(calls.filter(([name]) => name === 'drop_found')).toHaveLength(1);
  });
});

it('goes on with what was saved when a check left gaps', () => {
  const draft = new EndpointDraft();
  draft.adopt({ ...AIHUBMIX, id: 'new' });
  expect(draft.saved?.id).toBe('new');
  expect(WORKS.steps.some((step) => step.outcome === 'warned')).toBe(true);
});
