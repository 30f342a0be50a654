// Endpoints: what a check says, whose name a URL gets, and which key state speaks for all.

import { beforeEach, describe, expect, it, vi } from 'vitest';
import { EndpointDraft } from '../src/endpoint/draft.svelte';
import { worstKeyState } from '../src/endpoint/status';
import { previewOf, SETTINGS } from '../src/ipc/fake-data';
import { useDoor } from '../src/ipc';
import type { CheckReport, EndpointForm, EndpointView, Failure } from '../src/ipc/bindings';
import type { Port } from '../src/ipc/port';
import { app } from '../src/state/app.svelte';
import { keyring, waitingWords } from '../src/state/keyring.svelte';
import { headline, reportText, stepLines } from '../src/words/check';
import { wayOf } from '../src/words/way';

const failure = (code: Failure['code'], more: Partial<Failure> = {}): Failure => ({ code, status: null, provider_message: null, request_id: null, retry_after_ms: null, retryable: false, details: {}, ...more });
const endpoint = (key: EndpointView['key'], name = 'A'): EndpointView => ({ id: name, name, base_url: 'https://a.example/v1', request_line: '', key, demo: false, plain_http: false, verified_ms: null, models: 412, settings: SETTINGS, status_page: null, has_balance: false });
const report = (more: Partial<CheckReport>): CheckReport => ({ steps: [], asked_model: null, pieces: null, listed: null, endpoint: null, failure: null, ...more });

const works = report({
  steps: [{ name: 'address', outcome: 'ok', reason: null, ms: 41 }, { name: 'key', outcome: 'ok', reason: 'proven_by_answer', ms: 900 }, { name: 'model', outcome: 'ok', reason: null, ms: 900 }],
  asked_model: 'gpt-4o-mini',
  endpoint: endpoint('keyring'),
});
const refused = report({ steps: [{ name: 'address', outcome: 'ok', reason: null, ms: 41 }, { name: 'key', outcome: 'failed', reason: null, ms: 210 }], failure: failure('unauthorised', { status: 401, request_id: 'req_1' }) });

describe('a check in words', () => {
  it('names every step that worked', () => {
    expect(stepLines(works, 'a.example').map((line) => line.sentence)).toEqual(['a.example answers.', 'Not asked.', 'The key was accepted.', 'gpt-4o-mini answered.', 'Not asked.', 'Not asked.']);
    expect(headline(works, 'a.example').title).toBe('It works.');
  });
  it('says where it stopped and what was not tried', () => {
    expect(headline(refused, 'a.example')).toEqual({ title: 'The key was refused.', text: 'Stopped at step 3. Nothing was charged.' });
    expect(stepLines(refused, 'a.example').map((line) => line.outcome)).toEqual(['ok', 'skipped', 'failed', 'skipped', 'skipped', 'skipped']);
    expect(stepLines(refused, 'a.example').at(-1)?.sentence).toBe('Not tried.');
    expect(reportText(refused, 'a.example')).toContain('401 req_1');
  });
  it('says nothing was needed where no key was given', () => {
    const open = report({ steps: [{ name: 'address', outcome: 'ok', reason: null, ms: 2 }, { name: 'model', outcome: 'ok', reason: null, ms: 2 }], endpoint: endpoint('none') });
    expect(stepLines(open, 'localhost').map((line) => line.sentence)).toEqual(['localhost answers.', 'Not asked.', 'No key was needed.', '412 models.', 'Not asked.', 'Not asked.']);
  });
  it('waits at every step while it runs', () => expect(stepLines(null, 'a').every((line) => line.outcome === 'pending')).toBe(true));
});

describe('an endpoint being filled in', () => {
  let handedIn: EndpointForm | null;
  let paste: (characters: number) => void;

  beforeEach(() => {
    handedIn = null;
    const answers: Record<string, (a: never) => unknown> = {
      preview_url: ({ text }: { text: string }) => previewOf(text),
      keyring_state: () => 'unlocked',
      paste_key: () => new Promise((resolve) => (paste = (characters) => resolve({ characters }))),
      save_endpoint: ({ form }: { form: EndpointForm }) => ((handedIn = form), form.key.kind === 'none' ? refused : works),
    };
    useDoor({ call: (async (name: string, a: never) => answers[name]?.(a)) as Port['call'] } as Port);
  });

  it('is not called AiHubMix with another URL', async () => {
    const draft = new EndpointDraft();
    draft.type('https://example.com/v1');
    expect(draft.preset.id).toBe('custom');
    draft.typed = true;
    await draft.save(() => 'sk-1234');
    expect(handedIn?.name).toBe('');
    draft.type('https://aihubmix.com/v1/');
    expect(draft.preset.id).toBe('aihubmix');
  });

  it('waits for a paste that is being read', async () => {
    const draft = new EndpointDraft();
    void draft.paste();
    const saved = draft.save(() => '');
    expect(draft.busy).toBe(true);
    await vi.waitFor(() => expect(paste).toBeDefined());
    expect(handedIn).toBeNull();
    paste(51);
    await saved;
    expect(handedIn?.key).toEqual({ kind: 'pasted' });
    expect(draft.pasteWords).toBe('Key pasted, 51 characters.');
  });

  it('asks for a key where one was refused that nobody gave', async () => {
    const draft = new EndpointDraft();
    draft.type('https://example.com/v1');
    await draft.save(() => '');
    expect(draft.missing).toBe('key');
    expect(draft.failure).toBeNull();
  });

  it('says which model the check may ask, and that Ollama is only listed', () => {
    const draft = new EndpointDraft();
    expect(draft.note).toContain('gpt-4o-mini');
    draft.choose('ollama');
    expect(draft.note).toBe('The check reads the list of models. Nothing is charged.');
  });
});

describe('keys', () => {
  it('speak with the worst state', () => {
    const three = [endpoint('keyring'), endpoint('session', 'B'), endpoint('missing', 'C')];
    expect(worstKeyState(three, 'locked').words).toBe('1 key missing');
    expect(worstKeyState(three.slice(0, 2), 'locked')).toMatchObject({ words: 'keyring locked', tone: 'warn', icon: 'lock' });
    expect(worstKeyState(three.slice(0, 2)).words).toBe('key until closed');
    expect(worstKeyState(three.slice(0, 1), 'unlocked').words).toBe('keys in keyring');
    expect(worstKeyState([endpoint('none')], 'locked').words).toBe('no key needed');
  });
  it('say who waits and who works without', () => {
    expect(waitingWords([endpoint('keyring'), endpoint('keyring', 'B'), endpoint('none', 'Ollama')])).toBe('2 keys wait in it. Ollama works without.');
  });
});

describe('the keyring', () => {
  const calls: string[] = [];
  /** Forms of the tests above may still ask for their previews. */
  const asked = (): string[] => calls.filter((name) => name !== 'preview_url');
  let unlocked: () => void;

  beforeEach(() => {
    calls.length = 0;
    keyring.state = null;
    const answers: Record<string, () => unknown> = { keyring_state: () => 'locked', unlock_keyring: () => new Promise((resolve) => (unlocked = () => resolve('unlocked'))), list_endpoints: () => [endpoint('missing')] };
    useDoor({ call: (async (name: string) => (calls.push(name), answers[name]?.())) as Port['call'] } as Port);
  });

  it('is asked only after a failure that has to do with it', async () => {
    keyring.heard(failure('timeout'));
    keyring.heard(null);
    expect(asked()).toEqual([]);
    keyring.heard(failure('keyring_locked'));
    await vi.waitFor(() => expect(keyring.state).toBe('locked'));
    expect(asked()).toEqual(['keyring_state']);
  });
  it('reads the endpoints again when a key is gone', async () => {
    keyring.heard(failure('no_key'));
    await vi.waitFor(() => expect(app.endpoints[0]?.key).toBe('missing'));
    expect(asked()).toEqual(['list_endpoints']);
  });
  it('goes on without waiting when the person cancels, and still learns how it ended', async () => {
    keyring.state = 'locked';
    const open = keyring.unlock();
    expect(keyring.busy).toBe('unlock');
    keyring.cancel();
    expect(keyring.busy).toBeNull();
    unlocked();
    expect(await open).toBe(false);
    expect(keyring.state).toBe('unlocked');
  });
});

describe('error cards', () => {
  it('offer the key where the key is the trouble, another model where the model is', () => {
    expect(wayOf('unauthorised')).toEqual({ way: 'key', charge: 'none' });
    expect(wayOf('rate_limited')).toEqual({ way: 'model', charge: 'none' });
    expect(wayOf('cut_off').charge).toBe('partial');
  });
});
