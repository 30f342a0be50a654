// Endpoints: what a check says, whose name a URL gets, and which key state speaks for all.

import { setBackend } from '../src/ipc';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { EndpointDraft } from '../src/endpoint/draft.svelte';
import { worstKeyState } from '../src/endpoint/status';
import { AIHUBMIX, previewOf } from '../dev/fake-data';
import { PRESETS, REFUSED, WORKS } from '../dev/fake-endpoints';
import type { CheckReport, CheckStep, EndpointForm, EndpointView, Failure } from '../src/ipc/bindings';
import type { Port } from '../src/ipc/port';
import { app } from '../src/shared/app.svelte';
import { advanced, NOTHING_YET } from '../src/endpoint/checks.svelte';
import { keyring, waitingWords } from '../src/endpoint/keyring.svelte';
import { presets } from '../src/endpoint/presets.svelte';
import { hasGaps, headline, reportText, stepLines, wantsModel } from '../src/endpoint/check';

const failure = (code: Failure['code'], more: Partial<Failure> = {}): Failure => ({
  code,
  status: null,
  provider_message: null,
  request_id: null,
  retry_after_ms: null,
  retryable: false,
  details: {},
  ...more,
});
const endpoint = (key: EndpointView['key'], name = 'A'): EndpointView => ({
  ...AIHUBMIX,
  id: name,
  name,
  base_url: 'https://a.example/v1',
  key,
  verified_ms: null,
});
const step = (
  name: CheckStep['name'],
  outcome: CheckStep['outcome'],
  reason: CheckStep['reason'] = null,
): CheckStep => ({ name, outcome, ms: null, reason });
const lines = (report: CheckReport, host = 'a.example') => stepLines({ report, underway: NOTHING_YET, host });

presets.all = PRESETS;

describe('a check in words', () => {
  it('has one sentence for each of six steps', () => {
    expect(lines(WORKS).map((line) => line.sentence)).toEqual([
      'a.example responded.',
      'The connection is encrypted and the certificate is trusted.',
      'API key accepted: gpt-4o-mini answered with it.',
      'The list has 412 models. gpt-4o-mini answered.',
      'Text arrived in 3 pieces.',
      'The stream had no token counts. Juxta estimates them and shows ≈.',
    ]);
    expect(lines(WORKS).map((line) => line.time)).toEqual(['41 ms', '63 ms', '210 ms', '900 ms', '400 ms', '']);
  });
  it('heads it with how many gaps there are', () => {
    expect(headline(WORKS, 'a').title).toBe('Works, with 1 warning.');
    expect(hasGaps(WORKS)).toBe(true);
    const whole = { ...WORKS, steps: WORKS.steps.filter((each) => each.outcome === 'ok') };
    expect(headline(whole, 'a').title).toBe('Works.');
    expect(hasGaps(whole)).toBe(false);
  });
  it('says where it stopped and what was not tried', () => {
    expect(headline(REFUSED, 'a.example')).toEqual({
      title: 'API key rejected.',
      text: 'Stopped at step 3. You weren’t charged.',
    });
    expect(lines(REFUSED).map((line) => line.outcome)).toEqual(['ok', 'ok', 'failed', 'skipped', 'skipped', 'skipped']);
    expect(
      lines(REFUSED)
        .slice(3)
        .map((line) => line.sentence),
    ).toEqual(['Not run.', 'Not run.', 'Not run.']);
    expect(reportText(REFUSED, 'a.example')).toContain('401 Incorrect API key provided. req_01JC7H2K');
  });
  it('asks for a model where the server gives none, unless one was asked', () => {
    const noList = { ...WORKS, asked_model: null, steps: [step('address', 'ok'), step('model', 'warned', 'no_list')] };
    expect(wantsModel(noList)).toBe(true);
    expect(wantsModel({ ...noList, asked_model: 'm' })).toBe(false);
    expect(wantsModel(WORKS)).toBe(false);
    expect(
      wantsModel({ ...noList, steps: [...noList.steps, step('streaming', 'skipped', 'local_model')] }),
      'on this computer it could load the model',
    ).toBe(false);
  });
  it('reads well for every reason', () => {
    const reasons = [
      'not_tried',
      'loopback',
      'plain_http',
      'no_key',
      'proven',
      'proven_by_answer',
      'unproven',
      'no_list',
      'no_chat_model',
      'local_model',
      'not_needed',
      'whole',
      'no_text',
      'no_usage',
    ] as const;
    for (const reason of reasons) {
      const [line] = lines({ ...WORKS, steps: [step('address', 'warned', reason)] });
      expect(line?.sentence, reason).toMatch(/^[A-Z][^{}]+\.$/);
    }
  });
});

describe('a check under way', () => {
  const hear = (...events: Parameters<typeof advanced>[1]['event'][]) =>
    events.reduce((state, event) => advanced(state, { about: 'x', event }), NOTHING_YET);
  const outcomes = (state: typeof NOTHING_YET) =>
    stepLines({ report: null, underway: state, host: 'a' }).map((line) => line.outcome);

  it('starts at the address', () =>
    expect(outcomes(NOTHING_YET)).toEqual(['running', 'pending', 'pending', 'pending', 'pending', 'pending']));
  it('goes on step by step', () => {
    const state = hear(
      { kind: 'began', name: 'address' },
      { kind: 'ended', step: step('address', 'ok') },
      { kind: 'began', name: 'tls' },
    );
    expect(outcomes(state)).toEqual(['ok', 'running', 'pending', 'pending', 'pending', 'pending']);
  });
  it('names the model before it is asked', () => {
    const state = hear({ kind: 'began', name: 'model' }, { kind: 'asking', model: 'tiny', max_tokens: 64 });
    expect(stepLines({ report: null, underway: state, host: 'a' })[3]?.sentence).toBe(
      'Sending a one-word request to tiny.',
    );
  });
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
      save_endpoint: ({ form }: { form: EndpointForm }) => (
        (handedIn = form),
        form.key.kind === 'none' ? REFUSED : { ...WORKS, endpoint: AIHUBMIX }
      ),
    };
    setBackend({ call: (async (name: string, a: never) => answers[name]?.(a)) as Port['call'] } as Port);
  });

  it('is not called AiHubMix with another URL, a look-alike least of all', async () => {
    const draft = new EndpointDraft();
    draft.type('https://aihubmix.com.evil.example/v1');
    expect(draft.preset.id).toBe('custom');
    draft.typed = true;
    await draft.save(() => 'sk-1234');
    expect(handedIn?.name).toBe('');
    draft.type('aihubmix.com/v1/');
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
    expect(draft.note).toBe('The check loads the model list. You won’t be charged.');
    draft.settings.checkModel = 'qwen3-8b';
    expect(draft.note).toContain('qwen3-8b');
  });

  it('takes a preset’s way of sending the key, unless the person changed it', () => {
    const draft = new EndpointDraft();
    draft.choose('azure');
    expect([draft.settings.authName, draft.settings.authScheme]).toEqual(['api-key', '']);
    draft.choose('openai');
    expect([draft.settings.authName, draft.settings.authScheme]).toEqual(['Authorization', 'Bearer']);
    draft.settings.authName = 'X-Key';
    draft.choose('azure');
    expect(draft.settings.authName).toBe('X-Key');
  });

  it('keeps its preset while the gap in the URL is filled in, and asks for it', async () => {
    const draft = new EndpointDraft();
    draft.choose('azure');
    draft.typed = true;
    await draft.save(() => 'sk-1');
    expect(draft.missing).toBe('gap');
    expect(handedIn).toBeNull();
    draft.type('https://acme.openai.azure.com/openai/v1');
    expect(draft.preset.id).toBe('azure');
  });

  it('begins where the person came from', () => {
    const draft = new EndpointDraft(AIHUBMIX, { at: 'network', url: 'https://other.example/v1', model: 'm' });
    expect(draft.settings.open.network).toBe(true);
    expect(draft.url).toBe('https://other.example/v1');
    expect(draft.settings.checkModel).toBe('m');
    expect(draft.preset.id).toBe('aihubmix');
  });
});

describe('keys', () => {
  it('speak with the worst state', () => {
    const three = [endpoint('keyring'), endpoint('session', 'B'), endpoint('missing', 'C')];
    expect(worstKeyState(three, 'locked').words).toBe('1 key missing');
    expect(worstKeyState(three.slice(0, 2), 'locked')).toMatchObject({
      words: 'keyring locked',
      tone: 'warn',
      icon: 'lock',
    });
    expect(worstKeyState(three.slice(0, 2)).words).toBe('key until you quit');
    expect(worstKeyState(three.slice(0, 1), 'unlocked').words).toBe('keys in keyring');
    expect(worstKeyState([endpoint('none')], 'locked').words).toBe('no key needed');
  });
  it('say who waits and who works without', () => {
    expect(waitingWords([endpoint('keyring'), endpoint('keyring', 'B'), endpoint('none', 'Ollama')])).toBe(
      'Unlock it to use 2 saved keys. Ollama doesn’t need a key.',
    );
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
    const answers: Record<string, () => unknown> = {
      keyring_state: () => 'locked',
      unlock_keyring: () => new Promise((resolve) => (unlocked = () => resolve('unlocked'))),
      list_endpoints: () => [endpoint('missing')],
    };
    setBackend({ call: (async (name: string) => (calls.push(name), answers[name]?.())) as Port['call'] } as Port);
  });

  it('is asked only after a failure that has to do with it', async () => {
    keyring.noticeFailure(failure('timeout'));
    keyring.noticeFailure(null);
    expect(asked()).toEqual([]);
    keyring.noticeFailure(failure('keyring_locked'));
    await vi.waitFor(() => expect(keyring.state).toBe('locked'));
    expect(asked()).toEqual(['keyring_state']);
  });
  it('reads the endpoints again when a key is gone', async () => {
    keyring.noticeFailure(failure('no_key'));
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
