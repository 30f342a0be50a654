// The open conversation: tabs, their entries and answers. A new snapshot is merged in, so that what is drawn stays
// drawn.

import { factsOf } from './layouts';
import type {
  AnswerPatch,
  AnswerState,
  AnswerView,
  Attachment,
  ColumnsLayout,
  ContextPolicy,
  ConversationView,
  EntryView,
  Layout,
  ModelParameters,
  NoteView,
  TabEntry,
  TabView,
  SiblingView,
  TabStrip,
} from '../ipc/bindings';
import { apartWords } from './apart';
import { LiveAnswer } from './answer.svelte';

/** The state of a tab; `idle` before its first turn. Queued is shown as waiting. */
export type TabState = 'idle' | Exclude<AnswerState, 'queued'>;

/** An answer's state as the page names it. */
export function shownState(state: AnswerState): Exclude<AnswerState, 'queued'> {
  return state === 'queued' ? 'waiting' : state;
}

/** A turn in one tab. */
export type LiveEntry = {
  turn: string;
  prompt: string;
  attachments: readonly Attachment[];
  /** Whether images were left out for this tab. */
  unseen: boolean;
  leftOut: boolean;
  answer: LiveAnswer;
  /** The tab whose answer it is, when that is another one. */
  from: string | null;
  /** The sibling prompts, this one included. */
  prompts: readonly SiblingView[];
  /** The sibling answers, this one included. */
  answers: readonly string[];
};

/** One model tab. */
export class LiveTab {
  readonly id: string;
  readonly endpoint: string;
  readonly model: string;
  endpointName = $state('');
  demo = $state(false);
  parameters = $state.raw<ModelParameters>({ system: null, body: {}, limits: { seconds: null, tokens: null } });
  /** What the person calls it. */
  name = $state<string | null>(null);
  twin = $state<number | null>(null);
  /** The tabs of the same model at the same endpoint, itself among them. */
  twins = $state.raw<LiveTab[]>([]);
  /** The parameter in which it differs from them. */
  apart = $derived(this.twins.length > 1 ? apartWords(this, this.twins) : null);
  /** The person chose to start it with the next prompt. */
  startsHere = $state(false);
  entries = $state.raw<LiveEntry[]>([]);
  unread = $state(false);
  /** The newest answer after the end of its history, when it went back. */
  ahead = $state<string | null>(null);
  /** Where it was scrolled to; `null` is the end. */
  scroll: number | null = null;
  /** How many prompts wait behind the answer that runs. */
  queued = $derived(this.entries.filter((entry) => entry.answer.state === 'queued').length);
  last = $derived(this.entries.at(-1)?.answer ?? null);
  /** Whether an answer of its own runs: then its history stays as it is. */
  busy = $derived(this.entries.some((entry) => entry.from === null && entry.answer.running));
  state = $derived<TabState>(this.last ? shownState(this.last.state) : 'idle');

  constructor(view: TabView) {
    this.id = view.id;
    this.endpoint = view.endpoint;
    this.model = view.model;
    this.merge(view);
  }

  merge(view: TabView): void {
    this.endpointName = view.endpoint_name;
    this.demo = view.demo;
    this.parameters = view.parameters;
    this.name = view.name;
    this.twin = view.twin;
    this.ahead = view.ahead;
    this.entries = view.entries.map((entry) => this.#entry(entry));
  }

  /** Takes over the reply of *send*, *retry* or *continue*. */
  put(entry: EntryView): void {
    const at = this.entries.findIndex((held) => held.turn === entry.turn);
    const held = at < 0 ? null : this.entries[at];
    if (held && held.answer.id === entry.answer.id && !older(held.answer, entry.answer)) return;
    const next = this.#entry(entry);
    this.entries = at < 0 ? [...this.entries, next] : this.entries.with(at, next);
  }

  answer(id: string): LiveAnswer | null {
    return this.entries.findLast((entry) => entry.answer.id === id)?.answer ?? null;
  }

  #entry(view: EntryView): LiveEntry {
    const held = this.answer(view.answer.id);
    held?.replace(view.answer);
    const answer = held ?? new LiveAnswer(view.answer);
    return {
      turn: view.turn,
      prompt: view.prompt,
      attachments: view.attachments,
      unseen: view.unseen,
      leftOut: view.left_out,
      answer,
      from: view.from,
      prompts: view.prompts,
      answers: view.answers,
    };
  }
}

/** Whether the page holds less of an answer than a reply does: a frame may have overtaken the reply. */
function older(held: LiveAnswer, view: AnswerView): boolean {
  return held.segments.length < view.segments.length || (held.final && view.state === 'queued');
}

/** The turns of all tabs when each has the same ones in the same order, else none. */
function sharedTurns(tabs: LiveTab[]): string[] {
  const turns = tabs[0]?.entries.map((entry) => entry.turn) ?? [];
  const same = tabs.every(
    (tab) => tab.entries.length === turns.length && tab.entries.every((entry, at) => entry.turn === turns[at]),
  );
  return same ? turns : [];
}

/** The conversation on screen. */
export class OpenConversation {
  readonly id: string;
  title = $state('');
  tabs = $state.raw<LiveTab[]>([]);
  selected = $state<string | null>(null);
  layout = $state<Layout>('tabs');
  columns = $state.raw<ColumnsLayout>({ linked: true, alone: false });
  /** How many tabs can be opened again. */
  closedTabs = $state(0);
  /** Which earlier turns its requests carry. */
  context = $state.raw<ContextPolicy>({ kind: 'all' });
  /** The answers marked best, at most one a turn. */
  best = $state.raw<ReadonlySet<string>>(new Set());
  /** What the person wrote on answers. */
  notes = $state.raw<ReadonlyMap<string, NoteView>>(new Map());
  /** The turn looked at in columns; `null` is the newest. */
  turn = $state<string | null>(null);
  tab = $derived(this.tabs.find((tab) => tab.id === this.selected) ?? this.tabs[0] ?? null);
  answers = $derived(this.tabs.flatMap((tab) => tab.entries.map((entry) => entry.answer)));
  running = $derived(this.answers.filter((answer) => answer.running));
  empty = $derived(this.tabs.every((tab) => tab.entries.length === 0));
  /** The turns all tabs share, oldest first; none when their histories differ. */
  shared = $derived(sharedTurns(this.tabs));
  /** Which of the shared turns is looked at, from 0; -1 when histories differ. */
  at = $derived(
    this.turn === null || !this.shared.includes(this.turn) ? this.shared.length - 1 : this.shared.indexOf(this.turn),
  );

  /** Whether one turn is shown in all tabs at once: in such a view, while histories agree. */
  paged = $derived(factsOf(this.layout).paged && this.at >= 0);

  constructor(view: ConversationView) {
    this.id = view.id;
    this.selected = view.selected;
    this.layout = view.layout;
    this.columns = view.columns;
    this.merge(view);
    if (this.tab) this.tab.scroll = view.scroll;
  }

  /** Takes over a snapshot; the selected tab stays while it exists. */
  merge(view: ConversationView): void {
    this.title = view.title;
    this.best = new Set(view.best);
    this.closedTabs = view.closed_tabs;
    this.write(view.notes);
    this.context = view.context;
    this.tabs = view.tabs.map((tab) => {
      const held = this.tabs.find((candidate) => candidate.id === tab.id);
      held?.merge(tab);
      return held ?? new LiveTab(tab);
    });
    this.#pairTwins();
    if (!this.tabs.some((tab) => tab.id === this.selected)) this.selected = view.selected;
  }

  /** Takes over the strip after tabs were moved, renamed or closed: their turns stay as they are. */
  arrange(strip: TabStrip): void {
    const arranged = strip.tabs.map(({ id, name, twin }) => {
      const tab = this.find(id);
      if (tab) [tab.name, tab.twin] = [name, twin];
      return tab;
    });
    this.tabs = arranged.filter((tab) => tab !== null);
    this.closedTabs = strip.closed_tabs;
    this.#pairTwins();
    if (!this.tabs.some((tab) => tab.id === this.selected)) this.selected = this.tabs[0]?.id ?? null;
  }

  #pairTwins(): void {
    for (const tab of this.tabs)
      tab.twins = this.tabs.filter((each) => each.model === tab.model && each.endpoint === tab.endpoint);
  }

  /** Takes over what is written on answers. */
  write(notes: NoteView[]): void {
    this.notes = new Map(notes.map((note) => [note.answer, note]));
  }

  /** Looks at another shared turn. False when there is none that way. */
  stepTurn(step: 1 | -1): boolean {
    const turn = this.shared[this.at + step];
    if (turn === undefined || this.at < 0) return false;
    this.turn = this.at + step === this.shared.length - 1 ? null : turn;
    return true;
  }

  put(entries: TabEntry[]): void {
    for (const { tab, entry } of entries) this.find(tab)?.put(entry);
  }

  find(tab: string): LiveTab | null {
    return this.tabs.find((candidate) => candidate.id === tab) ?? null;
  }

  /** Applies a patch. False when the page has missed something. */
  apply(patch: AnswerPatch): boolean {
    const tab = this.find(patch.tab);
    const answer = tab?.answer(patch.answer);
    if (!tab || !answer) return false;
    const ended = answer.running;
    // Tabs that went on from it show it too.
    const ok = this.tabs.map((each) => each.answer(patch.answer)?.apply(patch) ?? true);
    if (ended && answer.final && tab.id !== this.tab?.id && !factsOf(this.layout).showsAll) tab.unread = true;
    return ok.every(Boolean);
  }
}
