// Files of the draft: read, refused, handed over with a send, and back when it fails.

import { setBackend } from '../src/ipc';
import { send } from '../src/composer/send';
import { beforeEach, describe, expect, it } from 'vitest';
import { attachments } from '../src/attachments/attachments.svelte';
import { LONG_PASTE, pasted } from '../src/attachments/dropAndPaste';
import { anyBlind, fileFacts, fileName, fileReaders } from '../src/attachments/words';
import type { Attachment } from '../src/ipc/bindings';
import { fakePort } from '../dev/fake';
import { chat } from '../src/conversation/chat.svelte';
import { composer } from '../src/composer/draft.svelte';
import { LiveTab } from '../src/conversation/conversation.svelte';
import { dialogs } from '../src/shared/dialogs.svelte';

const picture: Attachment = {
  hash: 'p',
  kind: { kind: 'image', media_type: 'png', width: 2048, height: 1024, shrunk_from: 3000, first_frame_only: false },
  name: 'sea.png',
  bytes: 12_345,
  tokens: 1639,
};

const tab = (model: string): LiveTab =>
  new LiveTab({
    id: model,
    endpoint: 'e1',
    endpoint_name: 'e',
    demo: false,
    model,
    name: null,
    parameters: { system: null, body: {}, limits: { seconds: null, tokens: null } },
    twin: null,
    entries: [],
    ahead: null,
  });

/** A file as a browser hands it over; the test's own DOM has none that can be read. */
const given = (name: string, text: string): File =>
  ({ name, size: text.length, arrayBuffer: async () => new TextEncoder().encode(text).buffer }) as unknown as File;

const paste = (text: string): { event: ClipboardEvent; taken: () => boolean } => {
  let taken = false;
  const clipboardData = { getData: () => text, files: [] as File[] };
  return {
    event: { clipboardData, preventDefault: () => (taken = true) } as unknown as ClipboardEvent,
    taken: () => taken,
  };
};

beforeEach(async () => {
  setBackend(fakePort(new URLSearchParams('')));
  chat.open = null;
  attachments.begin(null, []);
  await chat.create([{ endpoint: 'e1', model: 'claude-x' }]);
});

describe('files of the draft', () => {
  it('are read one after another, and one too large says so without being read', async () => {
    const large = { name: 'film.mov', size: 30 * 1024 * 1024 } as File;
    await attachments.add([given('a.rs', 'fn main() {}'), large]);
    expect(attachments.files.map(fileName)).toEqual(['a.rs']);
    expect(attachments.waiting.map(({ name, why }) => [name, why])).toEqual([
      ['film.mov', 'The file is larger than 20 MB.'],
    ]);
    expect(attachments.reading).toBe(false);
  });

  it('make a prompt without words, go with it and are gone', async () => {
    expect(composer.ready).toBe(false);
    await attachments.add([given('a.rs', 'x')]);
    expect(composer.ready).toBe(true);
    await send(chat.open?.tabs.map(({ id }) => id) ?? []);
    expect(attachments.files).toEqual([]);
    expect(chat.open?.tabs[0]?.entries).toHaveLength(1);
  });

  it('wait for the person where a model cannot see; backing out keeps everything', async () => {
    await attachments.add([given('a.png', 'x')]);
    const sent = send(chat.open?.tabs.map(({ id }) => id) ?? []);
    await expect.poll(() => dialogs.question?.choice?.on).toBe(true);
    dialogs.answer(null);
    await sent;
    expect([attachments.files.length, chat.open?.tabs[0]?.entries.length]).toEqual([1, 0]);
  });
});

describe('a paste', () => {
  it('becomes a file only when it is long', async () => {
    const short = paste('x'.repeat(LONG_PASTE));
    pasted(short.event);
    expect(short.taken()).toBe(false);
    const long = paste('x'.repeat(LONG_PASTE + 1));
    pasted(long.event);
    expect(long.taken()).toBe(true);
    await expect.poll(() => attachments.files.map(fileName)).toEqual(['Pasted text']);
  });
});

describe('who can read a file', () => {
  it('is counted; what nobody knows is said', async () => {
    const tabs = ['kimi-a', 'claude-b', 'gpt-c'].map(tab);
    expect(fileReaders(picture, tabs)).toBe('');
    await attachments.look(tabs);
    expect(fileReaders(picture, tabs.slice(2))).toBe('Unknown which models can read this');
    expect(fileReaders(picture, tabs)).toBe('1 of 3 can read this, 1 unknown');
    expect([anyBlind(picture, tabs), anyBlind(picture, tabs.slice(0, 1))]).toEqual([true, false]);
    expect(fileReaders({ ...picture, kind: { kind: 'text' } }, tabs)).toBe('3 of 3 can read this');
    expect(fileFacts(picture)).toEqual(['2048 × 1024, scaled down from 3,000 px', '12.3 KB', 'about 1,639 tokens']);
  });
});
