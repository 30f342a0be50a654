// A stand-in for the window: enough of Rust's side to see and try the page in a plain browser. Never in the built page.

import type {
  AnswerView,
  Attachment,
  BlockView,
  CheckProgress,
  ConversationRow,
  ConversationView,
  EntryView,
  Frame,
  KeyringState,
  ModelRef,
  NetworkSettings,
  News,
  TabHead,
  TabView,
} from '../src/ipc/bindings';
import {
  AIHUBMIX,
  answerTo,
  emptyAnswer,
  entryOf,
  OLLAMA,
  previewOf,
  sampleConversation,
  sampleRows,
  UNSAID,
} from './fake-data';
import { CONNECTIONS, FOUND, foundReport, LOCAL, play, PRESETS, reportFor, WORKS } from './fake-endpoints';
import { fakeBudgets } from './fake-budgets';
import { stripOf, tabAnswers } from './fake-tabs';
import { shelfCommands } from './fake-models';
import { sampleDiff } from './fake-diff';
import { sampleEstimate, sampleSent, sampleSuspects } from './fake-sent';
import type { CommandName, Commands, Port } from '../src/ipc/port';

type Args<N extends CommandName> = Parameters<Commands[N]>[0];
type Answers = { [N in CommandName]: (a: Args<N>) => ReturnType<Commands[N]> | Promise<ReturnType<Commands[N]>> };

/** One running answer: its blocks come one after another. */
type Run = { conversation: string; tab: string; view: AnswerView; left: BlockView[]; begun: number; wait: number };

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

class Fake {
  endpoints = [AIHUBMIX, OLLAMA];
  conversations = new Map<string, ConversationView>();
  rows: ConversationRow[] = [];
  runs: Run[] = [];
  shown = '';
  keyring: KeyringState = 'unlocked';
  network: NetworkSettings = { proxy: { kind: 'system' } };
  closed: TabView[] = [];
  hear: (news: News) => void = () => {};
  hearCheck: (progress: CheckProgress) => void = () => {};
  #cursor = 0;

  constructor(search: URLSearchParams) {
    this.keyring = (search.get('keyring') as KeyringState | null) ?? 'unlocked';
    if (search.get('key') === 'missing') this.endpoints = [{ ...AIHUBMIX, key: 'missing' }, OLLAMA];
    if (search.has('first')) this.endpoints = [];
    else {
      const sample = sampleConversation();
      this.conversations.set(sample.id, sample);
      this.rows = sampleRows();
      this.shown = search.has('none') ? '' : sample.id;
    }
  }

  get(id: string): ConversationView {
    const held = this.conversations.get(id);
    if (held) return held;
    return this.create([{ endpoint: AIHUBMIX.id, model: 'kimi-k2.6' }], id);
  }

  create(models: ModelRef[], id: string = crypto.randomUUID()): ConversationView {
    const view: ConversationView = {
      id,
      title: '',
      draft: '',
      selected: null,
      tabs: models.map((ref) => this.tab(ref)),
      layout: 'tabs',
      columns: { linked: true, alone: false },
      closed_tabs: 0,
      context: { kind: 'all' },
      best: [],
      notes: [],
      scroll: null,
      attachments: [],
    };
    view.selected = view.tabs[0]?.id ?? null;
    this.conversations.set(id, view);
    if (!this.rows.some((row) => row.id === id)) {
      this.rows = [{ id, title: '', updated_ms: Date.now(), tabs: models.length, running: false }, ...this.rows];
    }
    return view;
  }

  tab(ref: ModelRef): TabView {
    const endpoint = this.endpoints.find((each) => each.id === ref.endpoint) ?? AIHUBMIX;
    return {
      id: crypto.randomUUID(),
      endpoint: ref.endpoint,
      endpoint_name: endpoint.name,
      demo: endpoint.demo,
      model: ref.model,
      name: null,
      parameters: { system: null, body: {}, limits: { seconds: null, tokens: null } },
      twin: null,
      entries: [],
      ahead: null,
    };
  }

  ask(conversation: ConversationView, tab: TabView, prompt: string, turn: string): EntryView {
    const view = emptyAnswer(tab);
    const entry = { ...entryOf(turn, prompt, view), attachments: conversation.attachments };
    tab.entries.push(entry);
    const at = conversation.tabs.indexOf(tab);
    this.runs.push({
      conversation: conversation.id,
      tab: tab.id,
      view,
      left: answerTo(prompt, at),
      begun: performance.now(),
      wait: 600 + at * 500,
    });
    return structuredClone(entry);
  }

  /** One step of every running answer. */
  frame(): Frame {
    const answers = this.runs.flatMap((run) => this.step(run));
    this.runs = this.runs.filter((run) => !['done', 'stopped', 'failed'].includes(run.view.state));
    return { cursor: ++this.#cursor, resync: false, running: this.runs.length > 0, answers };
  }

  step(run: Run): Frame['answers'] {
    const { view } = run;
    view.metrics.duration_ms = performance.now() - run.begun;
    const about = { conversation: run.conversation, tab: run.tab, answer: view.id };
    if (view.metrics.duration_ms < run.wait) return [];
    if (this.keyring !== 'unlocked' && view.endpoint_name === AIHUBMIX.name)
      return [{ ...about, state: 'failed', metrics: { ...view.metrics }, segment: null, ended: this.lockedOut(view) }];
    const segment = view.segments[0];
    const next = run.left.shift();
    view.state = next === undefined ? 'done' : 'streaming';
    view.metrics.first_text_ms ??= view.metrics.duration_ms;
    view.metrics.tokens_per_second = 80;
    if (next === undefined || !segment) {
      view.can_retry = true;
      return [{ ...about, state: 'done', metrics: { ...view.metrics }, segment: null, ended: structuredClone(view) }];
    }
    segment.blocks.push(next);
    const text = { keep: segment.blocks.length - 1, keep_parts: null, parts: [], blocks: [next] };
    return [
      {
        ...about,
        state: view.state,
        metrics: { ...view.metrics },
        segment: { index: 0, text, reasoning: null, images: null },
        ended: null,
      },
    ];
  }

  /** Retries the waiting sample at once. */
  retryNow(answer: string): null {
    for (const view of this.conversations.values()) {
      for (const tab of view.tabs) {
        const entry = tab.entries.find((each) => each.answer.id === answer);
        if (entry) Object.assign(entry.answer, { retry: null });
      }
    }
    return null;
  }

  lockedOut(view: AnswerView): AnswerView {
    const failure = {
      code: this.keyring === 'locked' ? ('keyring_locked' as const) : ('keyring_unavailable' as const),
      status: null,
      provider_message: null,
      request_id: null,
      retry_after_ms: null,
      retryable: true,
      details: {},
    };
    return structuredClone(Object.assign(view, { state: 'failed' as const, failure, can_retry: true }));
  }

  stop(which: (run: Run) => boolean): null {
    for (const run of this.runs.filter(which))
      Object.assign(run.view, { state: 'stopped', can_continue: true, can_retry: true });
    this.runs.filter(which).forEach((run) => (run.left = []));
    return null;
  }
}

function answersOf(fake: Fake): Answers {
  return {
    boot: () => ({
      version: '0.1.0',
      demo: false,
      look: { theme: 'system', zoom: 1, text: 1, sidebar: null },
      endpoints: fake.endpoints,
      conversations: fake.rows,
      open: fake.shown ? structuredClone(fake.get(fake.shown)) : null,
    }),
    open_conversation: ({ id }) => structuredClone(fake.get((fake.shown = id))),
    create_conversation: ({ models }) => structuredClone(fake.create(models)),
    rename_conversation: ({ id, title }) => {
      fake.rows = fake.rows.map((row) => (row.id === id ? { ...row, title } : row));
      return fake.rows.find((row) => row.id === id) as ConversationRow;
    },
    delete_conversation: ({ id }) => ((fake.rows = fake.rows.filter((row) => row.id !== id)), null),
    list_conversations: () => fake.rows,
    select_tab: () => null,
    save_draft: () => null,
    detach: ({ conversation, hash }) => (
      (fake.get(conversation).attachments = fake.get(conversation).attachments.filter((file) => file.hash !== hash)),
      null
    ),
    paste_picture: () => null,
    attachment_text: () => 'A long text.',
    can_see: ({ models }) =>
      models.map(({ model }) => (model.startsWith('kimi') ? true : model.startsWith('claude') ? false : null)),
    save_scroll: () => null,
    add_tab: ({ conversation, model }) => {
      const view = fake.get(conversation);
      view.tabs.push(fake.tab(model));
      return structuredClone(view);
    },
    ...tabAnswers(fake),
    close_tab: ({ conversation, tab }) => {
      const view = fake.get(conversation);
      fake.closed.push(...view.tabs.filter((each) => each.id === tab));
      view.closed_tabs = fake.closed.length;
      view.tabs = view.tabs.filter((each) => each.id !== tab);
      return stripOf(view);
    },
    regenerate: ({ answer }) => whole(fake, answer, () => again(fake, answer)),
    edit_prompt: ({ conversation, turn, prompt, tabs }) => {
      const view = fake.get(conversation);
      for (const tab of view.tabs.filter((each) => tabs.includes(each.id))) {
        tab.entries = tab.entries.slice(
          0,
          Math.max(
            0,
            tab.entries.findIndex((entry) => entry.turn === turn),
          ),
        );
        fake.ask(view, tab, prompt, `${turn}-edited`);
      }
      return structuredClone(view);
    },
    adopt: ({ answer }) => {
      const before: TabHead[] = [];
      const conversation = whole(fake, answer, (view, from) => {
        for (const tab of view.tabs.filter((each) => each !== from)) {
          before.push({ tab: tab.id, head: tab.entries.at(-1)?.answer.id ?? null });
          tab.entries = from.entries.map((entry) => ({ ...entry, from: from.id }));
        }
      });
      return { conversation, before, left_out: [] };
    },
    restore_heads: ({ conversation }) => structuredClone(fake.get(conversation)),
    walk: ({ conversation }) => structuredClone(fake.get(conversation)),
    branch: ({ conversation, tab }) => {
      const view = fake.get(conversation);
      const from = view.tabs.find((each) => each.id === tab);
      if (from) view.tabs.push({ ...structuredClone(from), id: crypto.randomUUID() });
      return { ...structuredClone(view), selected: view.tabs.at(-1)?.id ?? null };
    },
    fork: ({ conversation, title }) => {
      const view = { ...structuredClone(fake.get(conversation)), id: crypto.randomUUID(), title };
      fake.conversations.set(view.id, view);
      return structuredClone(view);
    },
    fit_context: ({ answer }) => {
      const view = [...fake.conversations.values()].find((each) =>
        each.tabs.some((tab) => tab.entries.some((entry) => entry.answer.id === answer)),
      );
      if (!view) throw new Error('no such answer');
      view.context = { kind: 'last', turns: 1 };
      return structuredClone(view);
    },
    summarise: ({ answer, title }) => {
      const old = [...fake.conversations.values()].find((each) =>
        each.tabs.some((tab) => tab.entries.some((entry) => entry.answer.id === answer)),
      );
      if (!old) throw new Error('no such answer');
      const view = { ...structuredClone(old), id: crypto.randomUUID(), title };
      fake.conversations.set(view.id, view);
      return structuredClone(view);
    },
    read_answers: () => [],
    set_note: ({ answer, note, labels }) => [{ answer, note, labels }],
    mark_best: ({ answer, best }) => (best ? [answer] : []),
    compare: ({ one, two }) => sampleDiff(one, two),
    shared_sentences: () => [{ text: 'Wait a random time.', answers: [0, 1] }],
    send: ({ conversation, prompt, tabs }) => {
      const view = fake.get(conversation);
      view.title ||= prompt.slice(0, 40);
      const turn = crypto.randomUUID();
      const asked = view.tabs.filter((tab) => tabs.includes(tab.id));
      const entries = asked.map((tab) => ({ tab: tab.id, entry: fake.ask(view, tab, prompt, turn) }));
      view.attachments = [];
      return {
        row: { id: view.id, title: view.title, updated_ms: Date.now(), tabs: view.tabs.length, running: true },
        entries,
      };
    },
    suspects: ({ prompt }) => sampleSuspects(prompt),
    refreshes_lists: () => true,
    set_refreshes_lists: () => null,
    warns_of_secrets: () => true,
    set_warns_of_secrets: () => null,
    estimate: ({ prompt, tabs }) => sampleEstimate(prompt, tabs.length),
    sent: () => sampleSent(),
    copy_sent: () => null,
    save_sent: () => '/home/me/Downloads/juxta-sent-1.json',
    set_context: ({ conversation, context }) => (fake.get(conversation).context = context),
    stop: ({ answer }) => fake.stop((run) => run.view.id === answer),
    stop_all: ({ conversation }) => fake.stop((run) => run.conversation === conversation),
    retry: ({ answer }) => again(fake, answer),
    retry_failed: () => [],
    ...fakeBudgets(),
    retry_now: ({ answer }) => fake.retryNow(answer),
    continue_answer: ({ answer }) => again(fake, answer),
    list_endpoints: () => fake.endpoints,
    preview_url: ({ text }) => previewOf(text),
    paste_key: () => ({ characters: 51 }),
    save_endpoint: async ({ command, form }) => {
      const key = form.key.kind === 'typed' ? form.key.value : null;
      const report = await play(
        command,
        reportFor(form.base_url, key, form.settings?.check_model ?? ''),
        fake.hearCheck,
      );
      if (report.failure) return report;
      const endpoint = {
        ...AIHUBMIX,
        name: form.name || new URL(form.base_url).hostname,
        base_url: form.base_url,
        id: form.id ?? AIHUBMIX.id,
      };
      fake.endpoints = [...fake.endpoints.filter((each) => each.id !== endpoint.id), endpoint];
      return { ...report, endpoint };
    },
    check_endpoint: async ({ id }) => {
      if (fake.keyring !== 'unlocked' && id === AIHUBMIX.id)
        throw {
          code: 'keyring_locked',
          status: null,
          provider_message: null,
          request_id: null,
          retry_after_ms: null,
          retryable: false,
          details: {},
        };
      return {
        ...(await play(id, WORKS, fake.hearCheck)),
        endpoint: fake.endpoints.find((each) => each.id === id) ?? null,
      };
    },
    presets: () => PRESETS,
    reorder_endpoints: ({ ids }) =>
      (fake.endpoints = fake.endpoints.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))),
    local_servers: async () => (await later(200), LOCAL),
    paste_endpoints: () => FOUND,
    environment_endpoints: () => FOUND.slice(0, 1),
    add_found: async ({ ids }) =>
      Promise.all(ids.map(async (id) => ({ id, report: await play(id, foundReport(id), fake.hearCheck, 500) }))),
    drop_found: () => null,
    network_settings: () => fake.network,
    set_network: ({ form }) =>
      (fake.network = {
        proxy:
          form.proxy.kind === 'url' ? { ...form.proxy, password: form.proxy.password.kind !== 'none' } : form.proxy,
      }),
    balance: async () => (await later(300), { micro_usd: 13_580_000 }),
    connections: () => CONNECTIONS,
    export_connections: () => '/home/you/Downloads/juxta-connections.csv',
    remove_endpoint: ({ id }) => ((fake.endpoints = fake.endpoints.filter((each) => each.id !== id)), null),
    keyring_state: async (): Promise<KeyringState> => (await later(300), fake.keyring),
    unlock_keyring: async (): Promise<KeyringState> => (await later(4000), (fake.keyring = 'unlocked')),
    start_demo: () => {
      fake.endpoints = [...fake.endpoints, { ...OLLAMA, id: 'demo', name: 'Demo', demo: true }];
      return structuredClone(
        fake.create(['demo-swift', 'demo-thinker', 'demo-poet'].map((model) => ({ endpoint: 'demo', model }))),
      );
    },
    ...shelfCommands(),
    capabilities: ({ models }) => models.map(() => UNSAID),
    set_price: () => null,
    open_link: ({ url }) => (console.info('open_link', url), null),
    copy_text: () => null,
    copy_answer: () => null,
    set_theme: () => null,
    set_layout: ({ conversation, layout }) => ((fake.get(conversation).layout = layout), null),
    set_parameters: ({ conversation, tabs, parameters }) => {
      for (const tab of fake.get(conversation).tabs) if (tabs.includes(tab.id)) tab.parameters = parameters;
      return null;
    },
    keep_parameters: () => null,
    set_zoom: ({ zoom }) => Math.min(4, Math.max(0.5, zoom)),
    set_text_size: ({ text }) => text,
    set_sidebar: () => null,
    page_ready: () => null,
    leave: () => null,
  };
}

/** Changes the conversation of an answer, and returns all of it. */
function whole(fake: Fake, answer: string, act: (view: ConversationView, tab: TabView) => unknown): ConversationView {
  for (const view of fake.conversations.values()) {
    const tab = view.tabs.find((each) => each.entries.some((entry) => entry.answer.id === answer));
    if (!tab) continue;
    act(view, tab);
    return structuredClone(view);
  }
  throw new Error('no such answer');
}

function again(fake: Fake, answer: string): { tab: string; entry: EntryView } {
  for (const view of fake.conversations.values()) {
    for (const tab of view.tabs) {
      const at = tab.entries.findIndex((entry) => entry.answer.id === answer);
      const old = tab.entries[at];
      if (!old) continue;
      tab.entries.splice(at, 1);
      return { tab: tab.id, entry: fake.ask(view, tab, old.prompt, old.turn) };
    }
  }
  throw new Error('no such answer');
}

/** Creates the backend of the stand-in. `?first` starts without endpoints, `?none` without an open conversation,
 *  `?keyring=locked|absent|failing` and `?key=missing` with key trouble. */
export function fakePort(search = new URLSearchParams(location.search)): Port {
  const fake = new Fake(search);
  const answers = answersOf(fake) as Record<string, (a: unknown) => unknown>;
  return {
    call: (async (name: CommandName, a: unknown) => {
      await later(20);
      return answers[name]?.(a);
    }) as Port['call'],
    attach: async ({ conversation, name, bytes }) => {
      const kind: Attachment['kind'] =
        name === null
          ? { kind: 'paste' }
          : name.endsWith('.png')
            ? { kind: 'image', media_type: 'png', width: 640, height: 480, shrunk_from: null, first_frame_only: false }
            : { kind: 'text' };
      const file = {
        hash: `${Math.random()}`,
        kind,
        name: name ?? '',
        bytes: bytes.byteLength,
        tokens: Math.ceil(bytes.byteLength / 4),
      };
      fake.get(conversation).attachments.push(file);
      return file;
    },
    nextFrame: async () => {
      await later(120);
      return new TextEncoder().encode(JSON.stringify(fake.frame())).buffer;
    },
    onCheck: async (hear) => void (fake.hearCheck = hear),
    onNews: async (hear) => void (fake.hear = hear),
    onClosing: async () => {},
    imageUrl: () => 'data:image/gif;base64,R0lGODlhAQABAIAAAMwAAAAAACwAAAAAAQABAAACAkQBADs=',
  };
}
