// The open conversation: snapshots, replies and frames come in any order and never take newer text away.

import { describe, expect, it } from 'vitest';
import type { AnswerPatch, AnswerView, ConversationView, EntryView } from '../src/ipc/bindings';
import { block, emptyAnswer, entryOf, noMetrics } from '../dev/fake-data';
import { OpenConversation } from '../src/conversation/conversation.svelte';

const answer = (part: Partial<AnswerView> = {}): AnswerView => ({
  ...emptyAnswer({ model: 'm', endpoint_name: 'e', demo: false }),
  id: 'a1',
  ...part,
});
const entry = (part: Partial<AnswerView> = {}): EntryView => entryOf('u1', 'Hello', answer(part));
const segment = (...blocks: string[]) => ({
  blocks: blocks.map(block),
  reasoning: [],
  sources: [],
  images: [],
  finish: null,
});

function view(entries: EntryView[] = []): ConversationView {
  const tab = {
    id: 't1',
    endpoint: 'e1',
    endpoint_name: 'e',
    demo: false,
    model: 'm',
    name: null,
    parameters: { system: null, body: {}, limits: { seconds: null, tokens: null } },
    twin: null,
    entries,
    ahead: null,
  };
  return {
    id: 'c1',
    title: '',
    draft: '',
    selected: 't1',
    tabs: [tab, { ...tab, id: 't2', entries: [] }],
    layout: 'tabs',
    columns: { linked: true, alone: false },
    closed_tabs: 0,
    context: { kind: 'all' },
    best: [],
    notes: [],
    scroll: null,
    attachments: [],
  };
}

function patch(part: Partial<AnswerPatch> = {}): AnswerPatch {
  return {
    conversation: 'c1',
    tab: 't1',
    answer: 'a1',
    state: 'streaming',
    metrics: noMetrics(),
    segment: null,
    ended: null,
    ...part,
  };
}

const text = (keep: number, ...blocks: string[]) => ({
  index: 0,
  text: { keep, keep_parts: null, parts: [], blocks: blocks.map(block) },
  reasoning: null,
  images: null,
});

describe('an open conversation', () => {
  it('draws patches', () => {
    const open = new OpenConversation(view([entry()]));
    expect(open.apply(patch({ segment: text(0, '<p>One</p>') }))).toBe(true);
    expect(open.tab?.last?.hasText).toBe(true);
    expect(open.tab?.state).toBe('streaming');
  });

  it('shows a picture while the answer runs, once, and has something to say then', () => {
    const picture = { hash: 'ab', media_type: 'png' as const, width: 2, height: 1, alt: null };
    const open = new OpenConversation(
      view([entry({ state: 'stopped', segments: [{ ...segment(), images: [picture] }, segment()] })]),
    );
    expect(open.tab?.last?.says).toBe(true);
    const other = { ...picture, hash: 'cd' };
    open.apply(patch({ segment: { index: 1, text: null, reasoning: null, images: [picture, other] } }));
    expect(open.tab?.last?.images.map((image) => image.hash)).toEqual(['ab', 'cd']);
    expect(open.tab?.last?.hasText).toBe(false);
  });

  it('says when it missed something', () => {
    const open = new OpenConversation(view([entry()]));
    expect(open.apply(patch({ segment: text(2, '<p>Three</p>') }))).toBe(false);
    expect(open.apply(patch({ answer: 'unknown' }))).toBe(false);
  });

  it('does not let a late reply take away what a frame brought', () => {
    const open = new OpenConversation(view([entry()]));
    open.apply(patch({ segment: text(0, '<p>One</p>') }));
    open.put([{ tab: 't1', entry: entry() }]);
    expect(open.tab?.last?.hasText).toBe(true);
    expect(open.tab?.entries).toHaveLength(1);
  });

  it('puts a retried answer in the place of the old one', () => {
    const open = new OpenConversation(view([entry({ state: 'failed' })]));
    open.put([{ tab: 't1', entry: entry({ id: 'a2' }) }]);
    expect(open.tab?.entries).toHaveLength(1);
    expect(open.tab?.last?.id).toBe('a2');
  });

  it('takes the second segment of Continue', () => {
    const open = new OpenConversation(view([entry({ state: 'stopped', segments: [segment('<p>One</p>')] })]));
    open.put([{ tab: 't1', entry: entry({ state: 'waiting', segments: [segment('<p>One</p>'), segment()] }) }]);
    open.apply(patch({ segment: { ...text(0, '<p>Two</p>'), index: 1 } }));
    expect(open.tab?.last?.segments).toHaveLength(2);
    expect(open.tab?.last?.running).toBe(true);
  });

  it('keeps the same answers through a snapshot', () => {
    const open = new OpenConversation(view([entry()]));
    const before = open.tab?.last;
    open.merge(view([entry({ state: 'done', segments: [segment('<p>All</p>')] })]));
    expect(open.tab?.last).toBe(before);
    expect(open.tab?.state).toBe('done');
  });

  it('marks a tab that ended unseen as unread', () => {
    const open = new OpenConversation({ ...view([entry()]), selected: 't2' });
    open.apply(patch({ state: 'done', ended: answer({ state: 'done', segments: [segment('<p>All</p>')] }) }));
    expect(open.find('t1')?.unread).toBe(true);
  });

  it('shows queued as waiting, and a tab without turns as idle', () => {
    const open = new OpenConversation(view([entry({ state: 'queued' })]));
    expect(open.find('t1')?.state).toBe('waiting');
    expect(open.find('t2')?.state).toBe('idle');
  });
});
