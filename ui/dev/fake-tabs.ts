// What the stand-in does to tabs: moves, renames, duplicates and reopens them, and replays prompts.

import type { ConversationView, EntryView, TabStrip, TabView } from '../src/ipc/bindings';
import type { Commands } from '../src/ipc/port';

/** What the stand-in needs to know of itself here. */
export type Tabs = {
  get(id: string): ConversationView;
  ask(view: ConversationView, tab: TabView, prompt: string, turn: string): EntryView;
  stop(which: (run: { tab: string }) => boolean): null;
  closed: TabView[];
};

type Names =
  | 'move_tab'
  | 'rename_tab'
  | 'duplicate_tab'
  | 'reopen_tab'
  | 'replay_tab'
  | 'stop_tab'
  | 'set_columns'
  | 'set_in_view';

/** The headers of a conversation's tabs. */
export function stripOf(view: ConversationView): TabStrip {
  return { tabs: view.tabs.map(({ id, name, twin }) => ({ id, name, twin })), closed_tabs: view.closed_tabs };
}

export function tabAnswers(fake: Tabs): Pick<Commands, Names> {
  const found = (view: ConversationView, id: string): TabView => view.tabs.find((tab) => tab.id === id) as TabView;
  return {
    move_tab: ({ conversation, tab, to }) => {
      const view = fake.get(conversation);
      const moved = found(view, tab);
      view.tabs = view.tabs.filter((each) => each !== moved).toSpliced(to, 0, moved);
      return stripOf(view);
    },
    rename_tab: ({ conversation, tab, name }) => {
      const view = fake.get(conversation);
      found(view, tab).name = name.trim() || null;
      return stripOf(view);
    },
    duplicate_tab: ({ conversation, tab }) => {
      const view = fake.get(conversation);
      const original = found(view, tab);
      const copy = { ...structuredClone(original), id: crypto.randomUUID(), twin: 2 };
      view.tabs.splice(view.tabs.indexOf(original) + 1, 0, copy);
      view.selected = copy.id;
      return structuredClone(view);
    },
    reopen_tab: ({ conversation }) => {
      const view = fake.get(conversation);
      const tab = fake.closed.pop();
      if (tab) view.tabs.push(tab);
      view.selected = tab?.id ?? view.selected;
      view.closed_tabs = fake.closed.length;
      return structuredClone(view);
    },
    replay_tab: ({ conversation, tab, like }) => {
      const view = fake.get(conversation);
      for (const { prompt, turn } of found(view, like).entries) fake.ask(view, found(view, tab), prompt, turn);
      return structuredClone(view);
    },
    stop_tab: ({ tab }) => fake.stop((run) => run.tab === tab),
    set_columns: ({ conversation, columns }) => ((fake.get(conversation).columns = columns), null),
    set_in_view: () => null,
  };
}
