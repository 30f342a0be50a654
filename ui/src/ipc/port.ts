// The backend's interface. The window implements it (tauri.ts); a stand-in does in tests and in a plain browser.

import type {
  Adopted,
  Attachment,
  Balance,
  Boot,
  Capabilities,
  BudgetsForm,
  BudgetsView,
  CatalogueView,
  CheckProgress,
  CheckReport,
  ColumnsLook,
  ConnectionRow,
  ContextPolicy,
  ConversationRow,
  ConversationView,
  DiffView,
  EndpointForm,
  EndpointView,
  EntryView,
  Estimate,
  FiguresView,
  Found,
  FoundReport,
  KeyringState,
  Layout,
  LocalServer,
  MayCost,
  ModelParameters,
  ModelRef,
  NetworkForm,
  NetworkSettings,
  News,
  NoteView,
  PasteReceipt,
  Picked,
  PresetView,
  Price,
  PriceForm,
  Sent,
  SentView,
  SharedSentence,
  Shelf,
  SuspectView,
  TabEntry,
  TabHead,
  Theme,
  UrlPreview,
} from './bindings';

/** Every command with its arguments and its reply. A rejection is a `Failure`. */
export type Commands = {
  boot(): Boot;
  open_conversation(a: { id: string }): ConversationView;
  create_conversation(a: { command: string; models: ModelRef[] }): ConversationView;
  rename_conversation(a: { command: string; id: string; title: string }): ConversationRow;
  delete_conversation(a: { command: string; id: string }): null;
  list_conversations(): ConversationRow[];
  select_tab(a: { conversation: string; tab: string }): null;
  save_draft(a: { conversation: string; text: string }): null;
  save_scroll(a: { conversation: string; top: number | null }): null;
  add_tab(a: { command: string; conversation: string; model: ModelRef }): ConversationView;
  close_tab(a: { command: string; conversation: string; tab: string }): ConversationView;
  move_tab(a: { command: string; conversation: string; tab: string; to: number }): ConversationView;
  rename_tab(a: { command: string; conversation: string; tab: string; name: string }): ConversationView;
  duplicate_tab(a: { command: string; conversation: string; tab: string }): ConversationView;
  reopen_tab(a: { command: string; conversation: string }): ConversationView;
  /** Sends the prompts of another tab in a tab without history, one after the other. */
  replay_tab(a: { command: string; conversation: string; tab: string; like: string }): ConversationView;
  stop_tab(a: { conversation: string; tab: string }): null;
  set_columns(a: { conversation: string; columns: ColumnsLook }): null;
  /** The columns that can be seen: the others' text comes once a second. */
  set_in_view(a: { conversation: string; tabs: string[] }): null;
  /** Adds the image on the clipboard, where there is one and the webview's paste event has none. */
  paste_picture(a: { command: string; conversation: string }): Attachment | null;
  detach(a: { conversation: string; hash: string }): null;
  /** The text of a file of the draft. */
  attachment_text(a: { conversation: string; hash: string }): string;
  /** Whether each can see images; `null` where unknown. */
  can_see(a: { models: ModelRef[] }): (boolean | null)[];
  /** Refused with the reason `looks_secret` unless `confirmed`, where the prompt looks as if it held a secret. */
  send(a: {
    command: string;
    conversation: string;
    prompt: string;
    tabs: string[];
    picked?: Picked;
    confirmed?: boolean;
  }): Sent;
  suspects(a: { conversation: string; prompt: string; files: string[] }): SuspectView[];
  refreshes_lists(): boolean;
  set_refreshes_lists(a: { on: boolean }): null;
  warns_of_secrets(): boolean;
  set_warns_of_secrets(a: { on: boolean }): null;
  estimate(a: { conversation: string; prompt: string; tabs: string[] }): Estimate;
  sent(a: { answer: string }): SentView;
  /** Copies one of these requests, from 0, as a `curl` call; says where its body is, where it was written to a file. */
  copy_sent(a: { answer: string; attempt: number }): string | null;
  /** Writes one of these requests with what came back, and says where. */
  save_sent(a: { answer: string; attempt: number }): string;
  set_context(a: { command: string; conversation: string; context: ContextPolicy }): ContextPolicy;
  stop(a: { answer: string }): null;
  stop_all(a: { conversation: string }): null;
  retry(a: { command: string; answer: string }): TabEntry;
  retry_failed(a: { command: string; conversation: string }): TabEntry[];
  budgets(): BudgetsView;
  set_budgets(a: { form: BudgetsForm }): BudgetsView;
  /** What a prompt to these tabs may cost at worst. */
  may_cost(a: { conversation: string; prompt: string; tabs: string[] }): MayCost;
  /** The figures of a turn, or with `null` of the conversation. */
  figures(a: { conversation: string; turn: string | null }): FiguresView;
  retry_now(a: { answer: string; attempt: number }): null;
  continue_answer(a: { command: string; answer: string }): TabEntry;
  regenerate(a: { command: string; answer: string }): ConversationView;
  edit_prompt(a: {
    command: string;
    conversation: string;
    turn: string;
    prompt: string;
    tabs: string[];
    confirmed?: boolean;
  }): ConversationView;
  adopt(a: { command: string; answer: string }): Adopted;
  /** Undoes an adoption with the heads it gave. */
  restore_heads(a: { command: string; conversation: string; heads: TabHead[] }): ConversationView;
  walk(a: { command: string; conversation: string; to: [tab: string, answer: string][] }): ConversationView;
  branch(a: { command: string; conversation: string; tab: string; answer: string }): ConversationView;
  /** Sends fewer earlier turns from now on, and retries the answer whose request was too long. */
  trim(a: { command: string; answer: string }): ConversationView;
  /** A new conversation that begins with a summary. */
  summarise(a: { command: string; answer: string; title: string; prompt: string }): ConversationView;
  fork(a: { command: string; conversation: string; turn: string; title: string }): ConversationView;
  read_answers(a: { conversation: string; answers: string[] }): EntryView[];
  set_note(a: { command: string; answer: string; note: string; labels: string[] }): NoteView[];
  list_endpoints(): EndpointView[];
  preview_url(a: { text: string; query?: [string, string][] }): UrlPreview;
  paste_key(): PasteReceipt;
  save_endpoint(a: { command: string; form: EndpointForm }): CheckReport;
  check_endpoint(a: { id: string }): CheckReport;
  remove_endpoint(a: { command: string; id: string; removeKey: boolean }): null;
  reorder_endpoints(a: { command: string; ids: string[] }): EndpointView[];
  presets(): PresetView[];
  /** Servers that answer on this computer. */
  local_servers(): LocalServer[];
  /** Keys found in the text on the clipboard; the values stay in Rust. */
  paste_endpoints(): Found[];
  /** Keys found among the variables of this process. */
  environment_endpoints(): Found[];
  /** Checks and stores these of what was found; forgets the rest. */
  add_found(a: { command: string; ids: string[]; sessionOnly?: boolean }): FoundReport[];
  /** Forgets what was pasted. */
  drop_found(): null;
  balance(a: { id: string }): Balance;
  network_settings(): NetworkSettings;
  set_network(a: { form: NetworkForm }): NetworkSettings;
  connections(): ConnectionRow[];
  /** Writes them to a file in the downloads folder and says where. */
  export_connections(): string;
  keyring_state(): KeyringState;
  unlock_keyring(): KeyringState;
  start_demo(a: { command: string }): ConversationView;
  /** The local copies, or with `refresh` read anew where they are no longer fresh. */
  catalogue(a: { refresh: boolean }): CatalogueView;
  shelf(): Shelf;
  set_favourite(a: { command: string; model: ModelRef; on: boolean }): Shelf;
  note_recent(a: { command: string; models: ModelRef[] }): Shelf;
  save_set(a: { command: string; name: string; models: ModelRef[] }): Shelf;
  rename_set(a: { command: string; from: string; to: string }): Shelf;
  remove_set(a: { command: string; name: string }): Shelf;
  /** What each of these can do, in their order. */
  capabilities(a: { models: ModelRef[] }): Capabilities[];
  set_price(a: { command: string; model: ModelRef; price: PriceForm | null }): Price | null;
  open_link(a: { url: string }): null;
  copy_text(a: { text: string }): null;
  copy_answer(a: { answer: string }): null;
  set_theme(a: { theme: Theme }): null;
  set_parameters(a: { command: string; conversation: string; tabs: string[]; parameters: ModelParameters }): null;
  keep_parameters(a: { model: ModelRef; parameters: ModelParameters }): null;
  mark_best(a: { command: string; answer: string; best: boolean }): string[];
  compare(a: { conversation: string; one: string; two: string }): DiffView;
  shared_sentences(a: { conversation: string; answers: string[] }): SharedSentence[];
  set_layout(a: { conversation: string; layout: Layout }): null;
  /** Applies the size and gives back what is within bounds. */
  set_zoom(a: { zoom: number }): number;
  /** Gives back the nearest size there is. */
  set_text_size(a: { text: number }): number;
  set_sidebar(a: { width: number }): null;
  page_ready(): null;
  /** Everything is saved: the window may close. */
  leave(): null;
};

export type CommandName = keyof Commands;
export type Arguments<N extends CommandName> = Parameters<Commands[N]> extends [infer A] ? [A] : [];
export type Reply<N extends CommandName> = Promise<ReturnType<Commands[N]>>;

/** A file on its way to the draft of a conversation; without a name it is pasted text. */
export type GivenFile = { command: string; conversation: string; name: string | null; bytes: ArrayBuffer };

/** The backend: the only connection between page and app. */
export interface Port {
  /** The URL of the image with this hash, in the app's own scheme. */
  imageUrl(hash: string): string;
  /** Runs a command. */
  call<N extends CommandName>(name: N, ...args: Arguments<N>): Reply<N>;
  /** Adds a file to a draft, its bytes as they are. */
  attach(file: GivenFile): Promise<Attachment>;
  /** Waits for the next frame: an `ArrayBuffer`, or anything else when the backend failed. */
  nextFrame(viewer: string, cursor: number): Promise<unknown>;
  /** Listens for the steps of checks. */
  onCheck(hear: (progress: CheckProgress) => void): Promise<void>;
  /** Listens for events. */
  onNews(hear: (news: News) => void): Promise<void>;
  /** Listens for the window about to close; it waits a moment for `leave`. */
  onClosing(hear: () => void): Promise<void>;
}
