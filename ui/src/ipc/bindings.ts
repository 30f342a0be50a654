// Generated from the Rust types by `cargo xtask bindings`. Do not edit.

/**
 * What *Continue all tabs from this answer* did.
 */
export type Adopted = { 
/**
 * The conversation as it is now.
 */
conversation: ConversationView, 
/**
 * The tabs that have another history now, with the heads they had: handed back, they undo it.
 */
before: Array<TabHead>, 
/**
 * Tabs that stayed as they are, because an answer runs in them.
 */
left_out: Array<TabId>, };

/**
 * One answer of one tab to one turn. 
 */
export type AnswerId = string;

/**
 * A tab's caps on its answers. An answer that exceeds one is stopped; its text is kept.
 */
export type AnswerLimits = { 
/**
 * Seconds from the request on.
 */
seconds: number | null, 
/**
 * Tokens, reasoning included; as reported, or about a quarter of the bytes.
 */
tokens: number | null, };

/**
 * What changed in one answer.
 */
export type AnswerPatch = { 
/**
 * Its conversation.
 */
conversation: ConversationId, 
/**
 * Its tab.
 */
tab: TabId, 
/**
 * Its id.
 */
answer: AnswerId, 
/**
 * Where it is now.
 */
state: AnswerState, 
/**
 * Figures so far.
 */
metrics: Metrics, 
/**
 * New text, for the segment being written. `None` when only state or figures moved.
 */
segment: SegmentPatch | null, 
/**
 * The whole answer, once, when it has ended: replaces everything the page holds of it.
 */
ended: AnswerView | null, };

/**
 * State of an answer. `Done`, `Stopped`, `Failed` and `Incomplete` are final; every other state has a way out.
 */
export type AnswerState = "queued" | "waiting" | "reasoning" | "streaming" | "done" | "stopped" | "failed" | "incomplete";

/**
 * One answer, whole.
 */
export type AnswerView = { 
/**
 * Its id.
 */
id: AnswerId, 
/**
 * Where it is; `queued` is shown as waiting.
 */
state: AnswerState, 
/**
 * The model asked.
 */
model: string, 
/**
 * The endpoint asked.
 */
endpoint_name: string, 
/**
 * Whether the offline demo answered.
 */
demo: boolean, 
/**
 * One a request; *Continue* adds one.
 */
segments: Array<SegmentView>, 
/**
 * Why it failed or is incomplete.
 */
failure: Failure | null, 
/**
 * When it is asked again and why; only while it waits for that.
 */
retry: Retry | null, 
/**
 * Whether it waits for a slot at its endpoint: nothing was sent yet.
 */
waits_for_slot: boolean, 
/**
 * Members of its newest request that were left out because this server refuses them.
 */
dropped: Array<string>, 
/**
 * How many earlier turns its newest request did not carry, as the conversation's context said.
 */
earlier_left_out: number, 
/**
 * Whether *Continue* is offered: stopped, incomplete or cut at the limit, with text, newest of its tab.
 */
can_continue: boolean, 
/**
 * Whether *Retry* is offered: newest of its tab and ended.
 */
can_retry: boolean, 
/**
 * Figures over all segments.
 */
metrics: Metrics, };

/**
 * How the person likes the page.
 */
export type Appearance = { 
/**
 * Which colours.
 */
theme: Theme, 
/**
 * How large, 1 being as designed.
 */
zoom: number, 
/**
 * How large text is beside everything else: 0.875, 1, 1.125 or 1.25.
 */
text: number, 
/**
 * How wide the sidebar is, CSS pixels; `None` as designed.
 */
sidebar: number | null, };

/**
 * One file of a prompt.
 */
export type Attachment = { 
/**
 * Names what is sent: the picture as it was made ready, or the text as UTF-8.
 */
hash: ImageHash, 
/**
 * What it is, judged by its bytes.
 */
kind: AttachmentKind, 
/**
 * The file's name without its folder; untrusted, without control and direction characters. Empty for pasted text.
 */
name: string, 
/**
 * How many bytes are sent of it.
 */
bytes: number, 
/**
 * About how many tokens it takes.
 */
tokens: number, };

/**
 * What an attachment is.
 */
export type AttachmentKind = { "kind": "image", 
/**
 * What is sent: not always what the file was.
 */
media_type: ImageType, 
/**
 * Width in pixels, never 0.
 */
width: number, 
/**
 * Height in pixels, never 0.
 */
height: number, 
/**
 * The longest side it had, pixels, where it was made smaller.
 */
shrunk_from: number | null, 
/**
 * Whether the file is a moving picture, of which only the first frame is sent.
 */
first_frame_only: boolean, } | { "kind": "text" } | { "kind": "paste" } | { "kind": "pdf", 
/**
 * How many pages it has.
 */
pages: number, };

/**
 * The header a key travels in.
 */
export type AuthHeader = { 
/**
 * The header's name: `Authorization`, `api-key`.
 */
name: string, 
/**
 * What stands before the key: `Bearer`, or nothing.
 */
scheme: string, };

/**
 * What is left of an account.
 */
export type Balance = { 
/**
 * Millionths of a US dollar; `null` where the key has no limit.
 */
micro_usd: number | null, };

/**
 * A figure that is the best of its column.
 */
export type Best = "first_text" | "duration" | "speed" | "cost";

/**
 * A block of an answer.
 */
export type Block = { "type": "prose", 
/**
 * Its kind.
 */
kind: Kind, 
/**
 * Its text.
 */
spans: Array<Span>, } | { "type": "code", 
/**
 * Language of the info string, or empty.
 */
language: string, 
/**
 * Its lines, separated by line feeds.
 */
text: string, 
/**
 * Index of the code block within its answer, from 0.
 */
number: number, };

/**
 * One top-level block as sanitised HTML: a shell, and what goes into its element with `data-slot`. A long block grows by
 * parts (lines, items, rows), so that a token costs the same at its end as at its start.
 */
export type BlockView = { 
/**
 * The HTML around the parts; all of it where there are none.
 */
shell: string, 
/**
 * The HTML of the slot's children: each is one element, at most followed by a line break.
 */
parts: Array<string>, };

/**
 * What changed in a list of blocks, down to the part. A page that holds fewer blocks or parts than are kept has missed
 * something and must read the conversation again.
 */
export type BlocksPatch = { 
/**
 * How many blocks stay as they are.
 */
keep: number, 
/**
 * Of the block after them, how many parts stay, and its shell with them. `None`: nothing of it does.
 */
keep_parts: number | null, 
/**
 * The parts that follow those kept, where the block's shell stays.
 */
parts: Array<string>, 
/**
 * The blocks after that; whatever else stood there goes.
 */
blocks: Array<BlockView>, };

/**
 * Everything the page needs for its first screen.
 */
export type Boot = { 
/**
 * The app's version.
 */
version: string, 
/**
 * Whether this window runs on the demo's own data folder (`juxta --demo`).
 */
demo: boolean, 
/**
 * How the person likes the page.
 */
look: Appearance, 
/**
 * Every endpoint, in the person's order. Empty means First run.
 */
endpoints: Array<EndpointView>, 
/**
 * Every conversation, newest first.
 */
conversations: Array<ConversationRow>, 
/**
 * The conversation shown last, whole.
 */
open: ConversationView | null, };

/**
 * The caps as filled in, USD; empty for none.
 */
export type BudgetsForm = { 
/**
 * For one prompt in all its tabs.
 */
send: string, 
/**
 * For a day.
 */
day: string, 
/**
 * For a month.
 */
month: string, 
/**
 * Asked before a send that may cost more.
 */
warn: string, 
/**
 * Whether marking an answer best stops the others of its turn.
 */
stop_rest: boolean, };

/**
 * The caps, and what was spent.
 */
export type BudgetsView = { 
/**
 * What is allowed.
 */
caps: Caps, 
/**
 * Since midnight.
 */
day: SpentView, 
/**
 * Since the first of the month.
 */
month: SpentView, 
/**
 * When the month ends, milliseconds since the epoch.
 */
month_ends_ms: number, 
/**
 * Whether marking an answer best stops the others of its turn.
 */
stop_rest: boolean, };

/**
 * What a model can do; each part `None` where nobody said.
 */
export type Capabilities = { 
/**
 * Whether it sees pictures.
 */
vision: boolean | null, 
/**
 * Whether it reads files such as PDF by itself.
 */
files: boolean | null, 
/**
 * Whether it calls tools.
 */
tools: boolean | null, 
/**
 * Whether it reasons before it answers.
 */
reasoning: boolean | null, 
/**
 * How many tokens it can read, its answer included.
 */
context: number | null, 
/**
 * How many tokens it can write.
 */
output: number | null, };

/**
 * Spending caps. `None`: no cap.
 */
export type Caps = { 
/**
 * For one prompt in all tabs, with its retries and continuations.
 */
send: Cost | null, 
/**
 * For a day by the local calendar.
 */
day: Cost | null, 
/**
 * For a month by the local calendar.
 */
month: Cost | null, 
/**
 * Not a cap: the person is asked before a send that may cost more.
 */
warn: Cost | null, };

/**
 * An endpoint and how its list stands.
 */
export type CatalogueEndpoint = { 
/**
 * Which.
 */
id: EndpointId, 
/**
 * Its name.
 */
name: string, 
/**
 * When its list was last read or found unchanged, milliseconds since the epoch; `None` when there is none.
 */
fetched_ms: number | null, 
/**
 * Why it could not be read just now.
 */
failure: Failure | null, };

/**
 * The lists of all endpoints in columns. Row `i` is `models[model[i]]` at `endpoints[endpoint[i]]`; rows stand by model
 * id, then by endpoint name. An endpoint whose list failed still takes a pasted id.
 */
export type CatalogueView = { 
/**
 * The endpoints, in the person's order.
 */
endpoints: Array<CatalogueEndpoint>, 
/**
 * Model ids, each once.
 */
models: Array<string>, 
/**
 * Makers, each once.
 */
vendors: Array<string>, 
/**
 * Prices, each once.
 */
prices: Array<Price>, 
/**
 * What servers said of single models.
 */
marks: Array<UnavailableModel>, 
/**
 * Per row, which of `models`.
 */
model: Array<number>, 
/**
 * Per row, which of `endpoints`.
 */
endpoint: Array<number>, 
/**
 * Per row, one more than which of `vendors`; 0 where nobody says.
 */
vendor: Array<number>, 
/**
 * Per row, one more than which of `prices`; 0 where there is none.
 */
price: Array<number>, 
/**
 * Per row, what it is said to do: 1 vision, 2 tools, 4 reasoning, 8 files.
 */
can: Array<number>, 
/**
 * Per row, tokens it can read; 0 where nobody says.
 */
context: Array<number>, 
/**
 * Per row, tokens it can write; 0 where nobody says.
 */
output: Array<number>, };

/**
 * What an answer cost, segments added up.
 */
export type Charge = { "kind": "unknown" } | { "kind": "no_price" } | { "kind": "known", 
/**
 * Picodollars.
 */
cost: Cost, 
/**
 * The server said so itself; otherwise its usage times the price known when it was asked.
 */
reported: boolean, };

/**
 * What happened in a check.
 */
export type CheckEvent = { "kind": "began", 
/**
 * Which.
 */
name: StepName, } | { "kind": "asking", 
/**
 * Which.
 */
model: string, 
/**
 * The limit on its answer, tokens.
 */
max_tokens: number, } | { "kind": "ended", 
/**
 * How.
 */
step: CheckStep, };

/**
 * How a step went.
 */
export type CheckOutcome = "ok" | "warned" | "skipped" | "failed";

/**
 * One thing that happened in a check, sent as the Tauri event `check`.
 */
export type CheckProgress = { 
/**
 * Which check: the command id of `save_endpoint`, the endpoint's id of `check_endpoint`, the id of what was found.
 */
about: string, 
/**
 * What happened.
 */
event: CheckEvent, };

/**
 * What a check found. `endpoint` is set when everything needed worked and it was saved.
 */
export type CheckReport = { 
/**
 * All six steps, in order.
 */
steps: Array<CheckStep>, 
/**
 * The model that was asked for one word, named to the person.
 */
asked_model: string | null, 
/**
 * Pieces of text its answer came in.
 */
pieces: number | null, 
/**
 * Models in the list.
 */
listed: number | null, 
/**
 * The endpoint as saved.
 */
endpoint: EndpointView | null, 
/**
 * What went wrong.
 */
failure: Failure | null, };

/**
 * One step of a check.
 */
export type CheckStep = { 
/**
 * Which.
 */
name: StepName, 
/**
 * How it went.
 */
outcome: CheckOutcome, 
/**
 * Why, where that needs saying.
 */
reason: StepReason | null, 
/**
 * How long it took.
 */
ms: number | null, };

/**
 * The certificate by which this computer shows who it is.
 */
export type ClientCertificate = { 
/**
 * The certificate and its chain, PEM.
 */
cert_pem: string, 
/**
 * Whether the keyring has its private key.
 */
key: boolean, };

/**
 * A client certificate as filled in.
 */
export type ClientCertificateForm = { 
/**
 * The certificate and its chain: PEM, or the path of a file with it.
 */
cert_pem: string, 
/**
 * Its private key: PEM, or the path of a file with it.
 */
key: SecretInput, };

/**
 * What a stretch of code is, as the class it is drawn with.
 */
export type CodeClass = "k" | "t" | "s" | "n" | "c";

/**
 * Header of a code block.
 */
export type CodeHead = { 
/**
 * Language of the info string, or empty.
 */
language: string, 
/**
 * Number of lines.
 */
lines: number, 
/**
 * Index of the code block within its answer, from 0.
 */
number: number, };

/**
 * A stretch of a line: its class, if any, and its length in UTF-16 code units.
 */
export type CodeStretch = [CodeClass | null, number];

/**
 * How a conversation's columns are read.
 */
export type ColumnsLayout = { 
/**
 * Whether all columns scroll together.
 */
linked: boolean, 
/**
 * Whether the selected one has the window to itself.
 */
alone: boolean, };

/**
 * Made by the page for each changing command, which happens at most once per id. 
 */
export type CommandId = string;

/**
 * Every command with its arguments and its reply. A rejection is a `Failure`.
 */
export type Commands = {
/**
 * Returns everything for the first screen.
 */
boot(): Boot;
/**
 * Shows the window, as the page has drawn its first frame.
 */
page_ready(): null;
/**
 * Closes the window, as the page has handed over everything.
 */
leave(): null;
/**
 * Opens a link in the system's browser or mail program; https, http and mailto only.
 */
open_link(a: { url: string, }): null;
/**
 * Puts text on the clipboard.
 */
copy_text(a: { text: string, }): null;
/**
 * Puts an answer's markdown on the clipboard.
 */
copy_answer(a: { answer: AnswerId, }): null;
/**
 * Stores the colour theme.
 */
set_theme(a: { theme: Theme, }): null;
/**
 * Zooms the page and stores the zoom. Returns it clamped to its bounds.
 */
set_zoom(a: { zoom: number, }): number;
/**
 * Stores the text size. Returns the nearest size there is.
 */
set_text_size(a: { text: number, }): number;
/**
 * Stores the sidebar's width.
 */
set_sidebar(a: { width: number, }): null;
/**
 * Returns every conversation, newest first.
 */
list_conversations(): Array<ConversationRow>;
/**
 * Returns a conversation and shows it: frames follow for it from now on.
 */
open_conversation(a: { id: ConversationId, }): ConversationView;
/**
 * Creates a conversation with a tab for each model.
 */
create_conversation(a: { command: CommandId, models: Array<ModelRef>, }): ConversationView;
/**
 * Renames a conversation.
 */
rename_conversation(a: { command: CommandId, id: ConversationId, title: string, }): ConversationRow;
/**
 * Deletes a conversation and everything in it.
 */
delete_conversation(a: { command: CommandId, id: ConversationId, }): null;
/**
 * Sets how many earlier turns the requests of a conversation carry.
 */
set_context(a: { command: CommandId, conversation: ConversationId, context: ContextPolicy, }): ContextPolicy;
/**
 * Stores a conversation's layout.
 */
set_layout(a: { conversation: ConversationId, layout: Layout, }): null;
/**
 * Stores the composer's text.
 */
save_draft(a: { conversation: ConversationId, text: string, }): null;
/**
 * Stores the scroll position of the shown tab; `null` is the end.
 */
save_scroll(a: { conversation: ConversationId, top: number | null, }): null;
/**
 * Opens a tab at the end.
 */
add_tab(a: { command: CommandId, conversation: ConversationId, model: ModelRef, }): ConversationView;
/**
 * Closes a tab; its history is kept.
 */
close_tab(a: { command: CommandId, conversation: ConversationId, tab: TabId, }): TabStrip;
/**
 * Stores which tab is selected.
 */
select_tab(a: { conversation: ConversationId, tab: TabId, }): null;
/**
 * Moves a tab to an index among the open ones.
 */
move_tab(a: { command: CommandId, conversation: ConversationId, tab: TabId, to: number, }): TabStrip;
/**
 * Renames a tab; a blank name brings back its model's.
 */
rename_tab(a: { command: CommandId, conversation: ConversationId, tab: TabId, name: string, }): TabStrip;
/**
 * Opens a copy of a tab next to it.
 */
duplicate_tab(a: { command: CommandId, conversation: ConversationId, tab: TabId, }): ConversationView;
/**
 * Reopens the tab that was closed last.
 */
reopen_tab(a: { command: CommandId, conversation: ConversationId, }): ConversationView;
/**
 * Sends the prompts of another tab's history, one after the other, in a tab without a history.
 */
replay_tab(a: { command: CommandId, conversation: ConversationId, tab: TabId, like: TabId, }): ConversationView;
/**
 * Stops everything that runs or waits in a tab.
 */
stop_tab(a: { conversation: ConversationId, tab: TabId, }): null;
/**
 * Stores how a conversation's columns are laid out.
 */
set_columns(a: { conversation: ConversationId, columns: ColumnsLayout, }): null;
/**
 * Sets which columns are in view: the others' text comes once a second.
 */
set_in_view(a: { conversation: ConversationId, tabs: Array<TabId>, }): null;
/**
 * Sets the parameters of these tabs, from their next requests on.
 */
set_parameters(a: { command: CommandId, conversation: ConversationId, tabs: Array<TabId>, parameters: ModelParameters, }): null;
/**
 * Stores default parameters for new tabs of a model; empty ones are deleted.
 */
keep_parameters(a: { model: ModelRef, parameters: ModelParameters, }): null;
/**
 * Waits until something changed in a running answer. Replies with a raw body, the JSON of a `Frame`.
 */
next_frame(a: { viewer: string, cursor: number, }): FrameBody;
/**
 * Sends a prompt to some tabs. Refuses, with the reason `looks_secret`, one that looks as if it held a
 * secret, or whose files do, unless it is `confirmed`.
 */
send(a: { command: CommandId, conversation: ConversationId, prompt: string, tabs: Array<TabId>, picked?: Picked, confirmed?: boolean, }): Sent;
/**
 * Stops one answer.
 */
stop(a: { answer: AnswerId, }): null;
/**
 * Stops every answer of a conversation.
 */
stop_all(a: { conversation: ConversationId, }): null;
/**
 * Retries an ended answer, the newest of its tab.
 */
retry(a: { command: CommandId, answer: AnswerId, }): TabEntry;
/**
 * Sends at once the retry number `attempt` that an answer waits for.
 */
retry_now(a: { answer: AnswerId, attempt: number, }): null;
/**
 * Retries every tab's newest answer that failed.
 */
retry_failed(a: { command: CommandId, conversation: ConversationId, }): Array<TabEntry>;
/**
 * Continues an answer that ended short.
 */
continue_answer(a: { command: CommandId, answer: AnswerId, }): TabEntry;
/**
 * Has requests carry as few earlier turns as should fit, and retries an answer that was too long.
 */
fit_context(a: { command: CommandId, answer: AnswerId, }): ConversationView;
/**
 * Creates a conversation that begins with a summary of the history of an answer that was too long, and
 * shows it.
 */
summarise(a: { command: CommandId, answer: AnswerId, title: string, prompt: string, }): ConversationView;
/**
 * Adds a file to a conversation's draft; its bytes are the body, the rest is in headers. Without a name it
 * is pasted text.
 */
attach(a: { 
/**
 * The command's id.
 */
command: CommandId, 
/**
 * The conversation whose draft it is added to.
 */
conversation: ConversationId, 
/**
 * The file's name; `None` for pasted text.
 */
name: string | null, 
/**
 * What is in it.
 */
bytes: ArrayBuffer, }): Attachment;
/**
 * Adds the image on the clipboard to a conversation's draft; `null` if there is none.
 */
paste_picture(a: { command: CommandId, conversation: ConversationId, }): Attachment | null;
/**
 * Removes a file from a conversation's draft.
 */
detach(a: { conversation: ConversationId, hash: ImageHash, }): null;
/**
 * Returns the text of a file of a conversation's draft.
 */
attachment_text(a: { conversation: ConversationId, hash: ImageHash, }): string;
/**
 * Returns whether each model can see images; `null` if unknown.
 */
can_see(a: { models: Array<ModelRef>, }): Array<boolean | null>;
/**
 * Regenerates an ended answer, wherever it stands.
 */
regenerate(a: { command: CommandId, answer: AnswerId, }): ConversationView;
/**
 * Sends an edited prompt in some tabs. Refuses what looks secret, as `send` does; the files of the prompt
 * went out before and are not looked through again.
 */
edit_prompt(a: { command: CommandId, conversation: ConversationId, turn: TurnId, prompt: string, tabs: Array<TabId>, confirmed?: boolean, }): ConversationView;
/**
 * Continues all tabs from an answer.
 */
adopt(a: { command: CommandId, answer: AnswerId, }): Adopted;
/**
 * Undoes `adopt` with the heads it returned.
 */
restore_heads(a: { command: CommandId, conversation: ConversationId, heads: Array<TabHead>, }): ConversationView;
/**
 * Shows other answers in their place.
 */
walk(a: { command: CommandId, conversation: ConversationId, to: Array<[TabId, AnswerId]>, }): ConversationView;
/**
 * Opens a tab that continues from an answer.
 */
branch(a: { command: CommandId, conversation: ConversationId, tab: TabId, answer: AnswerId, }): ConversationView;
/**
 * Creates a conversation from this one as it was at a turn, and shows it.
 */
fork(a: { command: CommandId, conversation: ConversationId, turn: TurnId, title: string, }): ConversationView;
/**
 * Returns answers that are not shown, to be read beside those that are.
 */
read_answers(a: { conversation: ConversationId, answers: Array<AnswerId>, }): Array<EntryView>;
/**
 * Stores the note and the labels of an answer. Returns all notes of its conversation.
 */
set_note(a: { command: CommandId, answer: AnswerId, note: string, labels: Array<string>, }): Array<NoteView>;
/**
 * Compares two answers.
 */
compare(a: { conversation: ConversationId, one: AnswerId, two: AnswerId, }): DiffView;
/**
 * Returns the sentences that several answers share.
 */
shared_sentences(a: { conversation: ConversationId, answers: Array<AnswerId>, }): Array<SharedSentence>;
/**
 * Marks an answer as the best of its turn, or removes the mark. Returns the best answers of its
 * conversation.
 */
mark_best(a: { command: CommandId, answer: AnswerId, best: boolean, }): Array<AnswerId>;
/**
 * Returns the figures of a turn, or with `null` of the whole conversation.
 */
figures(a: { conversation: ConversationId, turn: TurnId | null, }): FiguresView;
/**
 * Estimates tokens and cost of a prompt to these tabs.
 */
estimate(a: { conversation: ConversationId, prompt: string, tabs: Array<TabId>, }): Estimate;
/**
 * Returns what a prompt to these tabs may cost at most.
 */
may_cost(a: { conversation: ConversationId, prompt: string, tabs: Array<TabId>, }): MayCost;
/**
 * Returns what in a prompt, or in these files of the draft, looks like a secret or an identifier.
 */
suspects(a: { conversation: ConversationId, prompt: string, files: Array<ImageHash>, }): Array<SuspectView>;
/**
 * Returns whether the person is asked before text that looks like a secret is sent.
 */
warns_of_secrets(): boolean;
/**
 * Switches that question on or off.
 */
set_warns_of_secrets(a: { on: boolean, }): null;
/**
 * Returns what was sent for an answer, request by request, without any secret.
 */
sent(a: { answer: AnswerId, }): SentView;
/**
 * Copies one of these requests, from 0, as a `curl` call. Returns the file its body was written to, if it
 * was.
 */
copy_sent(a: { answer: AnswerId, attempt: number, }): string | null;
/**
 * Saves one of these requests with its response to the downloads folder. Returns the path.
 */
save_sent(a: { answer: AnswerId, attempt: number, }): string;
/**
 * Returns the caps, and what was spent today and this month.
 */
budgets(): BudgetsView;
/**
 * Sets the caps.
 */
set_budgets(a: { form: BudgetsForm, }): BudgetsView;
/**
 * Returns every endpoint, in the person's order.
 */
list_endpoints(): Array<EndpointView>;
/**
 * Judges a base URL as typed, with the endpoint's query parameters.
 */
preview_url(a: { text: string, query?: Array<[string, string]>, }): UrlPreview;
/**
 * Returns the endpoint presets.
 */
presets(): Array<PresetView>;
/**
 * Sets the order of the endpoints.
 */
reorder_endpoints(a: { command: CommandId, ids: Array<EndpointId>, }): Array<EndpointView>;
/**
 * Reads a key from the clipboard and holds it until the form is saved. Returns only its length.
 */
paste_key(): PasteReceipt;
/**
 * Checks an endpoint as filled in, then stores it and its key; stores nothing if a needed step fails.
 */
save_endpoint(a: { command: CommandId, form: EndpointForm, }): CheckReport;
/**
 * Checks a stored endpoint.
 */
check_endpoint(a: { id: EndpointId, }): CheckReport;
/**
 * Removes an endpoint, and its key if `removeKey`.
 */
remove_endpoint(a: { command: CommandId, id: EndpointId, removeKey: boolean, }): null;
/**
 * Returns the state of the system keyring, without prompting.
 */
keyring_state(): KeyringState;
/**
 * Unlocks the keyring; the system prompts for the password.
 */
unlock_keyring(): KeyringState;
/**
 * Adds the offline demo and opens a conversation with its models.
 */
start_demo(a: { command: CommandId, }): ConversationView;
/**
 * Finds servers that answer on this computer. Loads no model.
 */
local_servers(): Array<LocalServer>;
/**
 * Finds keys in a `.env` on the clipboard. Returns names and lengths; the values stay in Rust.
 */
paste_endpoints(): Array<Found>;
/**
 * Returns the keys this process was started with, as names and lengths.
 */
environment_endpoints(): Array<Found>;
/**
 * Checks these of the found keys, stores those that work and forgets the rest.
 */
add_found(a: { command: CommandId, ids: Array<string>, sessionOnly?: boolean, }): Array<FoundReport>;
/**
 * Forgets the keys that were pasted and not added.
 */
drop_found(): null;
/**
 * Returns the model lists of all endpoints: the local copies, or with `refresh` fetched where they are
 * stale.
 */
catalogue(a: { refresh: boolean, }): CatalogueView;
/**
 * Returns whether model lists are refreshed once a day while the window is open.
 */
refreshes_lists(): boolean;
/**
 * Switches that on or off.
 */
set_refreshes_lists(a: { on: boolean, }): null;
/**
 * Returns favourites, recent models and sets.
 */
shelf(): PickerPreferences;
/**
 * Adds a model to the favourites, or removes it.
 */
set_favourite(a: { command: CommandId, model: ModelRef, on: boolean, }): PickerPreferences;
/**
 * Adds these models to the recent ones.
 */
note_recent(a: { command: CommandId, models: Array<ModelRef>, }): PickerPreferences;
/**
 * Stores these models as a set.
 */
save_set(a: { command: CommandId, name: string, models: Array<ModelRef>, }): PickerPreferences;
/**
 * Renames a set.
 */
rename_set(a: { command: CommandId, from: string, to: string, }): PickerPreferences;
/**
 * Deletes a set.
 */
remove_set(a: { command: CommandId, name: string, }): PickerPreferences;
/**
 * Returns what each model can do, in their order, as far as the lists say.
 */
capabilities(a: { models: Array<ModelRef>, }): Array<Capabilities>;
/**
 * Sets the price of a model; `null` brings back the listed one.
 */
set_price(a: { command: CommandId, model: ModelRef, price: PriceForm | null, }): Price | null;
/**
 * Returns the network settings of all endpoints.
 */
network_settings(): NetworkSettings;
/**
 * Sets the network settings of all endpoints.
 */
set_network(a: { form: NetworkForm, }): NetworkSettings;
/**
 * Returns the balance of an endpoint's account.
 */
balance(a: { id: EndpointId, }): Balance;
/**
 * Returns the latest requests, newest first.
 */
connections(): Array<ConnectionRow>;
/**
 * Saves the connection log to the downloads folder. Returns the path.
 */
export_connections(): string;
};

/**
 * What happened to a connection that brought no reply: the detail `reason` of failures of the network.
 */
export type ConnectionFault = "connect" | "reply" | "refused" | "reset" | "unreachable" | "timed_out" | "not_http" | "no_reply" | "expired" | "not_valid_yet" | "wrong_name" | "unknown_issuer" | "revoked" | "bad_certificate" | "not_tls" | "handshake" | "client_certificate_required" | "client_certificate_refused" | "old_version" | "auth" | "refused_by_proxy" | "not_a_proxy" | "dns";

/**
 * One request that was made, without anything of what was said in it.
 */
export type ConnectionRow = { 
/**
 * When it began, milliseconds since the epoch.
 */
at_ms: number, 
/**
 * For which endpoint.
 */
endpoint: EndpointId | null, 
/**
 * Host and port.
 */
host: string, 
/**
 * The proxy it went through, without credentials.
 */
proxy: string | null, 
/**
 * What for.
 */
purpose: Purpose, 
/**
 * Bytes of the request's body.
 */
bytes_out: number, 
/**
 * Bytes of the reply's body.
 */
bytes_in: number, 
/**
 * The HTTP status, where a reply came.
 */
status: number | null, 
/**
 * `ok`, or the code of what went wrong.
 */
outcome: string, 
/**
 * How long it took.
 */
ms: number | null, };

/**
 * Which earlier turns a request carries. The system prompt, the newest prompt and what it continues always go.
 */
export type ContextPolicy = { "kind": "all" } | { "kind": "last", 
/**
 * How many, from 1.
 */
turns: number, } | { "kind": "none" } | { "kind": "since", 
/**
 * The turn that asks for the summary. In a tab without it all turns go.
 */
turn: TurnId, 
/**
 * How many turns before it the summary itself reads, the newest.
 */
before: number, };

/**
 * Which conversation changed.
 */
export type ConversationChange = { 
/**
 * Its id.
 */
id: ConversationId, };

/**
 * One conversation. 
 */
export type ConversationId = string;

/**
 * One row of the conversation list.
 */
export type ConversationRow = { 
/**
 * Its id.
 */
id: ConversationId, 
/**
 * Its title; empty until the first prompt.
 */
title: string, 
/**
 * Last change, milliseconds since the epoch.
 */
updated_ms: number, 
/**
 * How many tabs are open in it.
 */
tabs: number, 
/**
 * Whether an answer runs in it.
 */
running: boolean, };

/**
 * One conversation, whole: a snapshot.
 */
export type ConversationView = { 
/**
 * Its id.
 */
id: ConversationId, 
/**
 * Its title; empty until the first prompt.
 */
title: string, 
/**
 * The composer's text, kept per conversation.
 */
draft: string, 
/**
 * The tab shown.
 */
selected: TabId | null, 
/**
 * Open tabs in order.
 */
tabs: Array<TabView>, 
/**
 * How its answers are laid out.
 */
layout: Layout, 
/**
 * How its columns are read.
 */
columns: ColumnsLayout, 
/**
 * How many tabs were closed and can be opened again.
 */
closed_tabs: number, 
/**
 * Which earlier turns its requests carry.
 */
context: ContextPolicy, 
/**
 * The answers marked best, at most one a turn, in no particular order.
 */
best: Array<AnswerId>, 
/**
 * What the person wrote on answers, in no particular order.
 */
notes: Array<NoteView>, 
/**
 * Where the tab was scrolled to, CSS pixels from the top; `None` means at the end.
 */
scroll: number | null, 
/**
 * Files of the draft, in the order they were added.
 */
attachments: Array<Attachment>, };

/**
 * What an answer costs: picodollars, 10⁻¹² USD. The largest one is above 18 million dollars.
 */
export type Cost = number;

/**
 * From the least to the most it is likely to cost, picodollars.
 */
export type CostRange = { 
/**
 * The least.
 */
low: Cost, 
/**
 * The most.
 */
high: Cost, };

/**
 * How much only one side says.
 */
export type Count = { 
/**
 * Words of prose.
 */
words: number, 
/**
 * Lines of code.
 */
lines: number, };

/**
 * Why an answer broke off: the detail `cause` of `cut_off`.
 */
export type CutOffCause = "end_of_stream" | "reset" | "connection_lost" | "bad_compression" | "timeout" | "process_ended";

/**
 * Two answers compared. All text is plain: the page makes text nodes of it.
 */
export type DiffView = { 
/**
 * The first answer.
 */
one: AnswerId, 
/**
 * The second answer.
 */
two: AnswerId, 
/**
 * How much of the words of both is in both, percent; 100 only where nothing differs.
 */
shared: number, 
/**
 * Whether so little is shared that sections are shown before words.
 */
little: boolean, 
/**
 * Whether an answer is so long that only its beginning is compared.
 */
cut: boolean, 
/**
 * How many differences there are; they are numbered from 1 in `rows` and `list`.
 */
differences: number, 
/**
 * What is only in the first.
 */
only_one: Count, 
/**
 * What is only in the second.
 */
only_two: Count, 
/**
 * Block by block.
 */
rows: Array<Row>, 
/**
 * Part by part.
 */
sections: Array<Section>, 
/**
 * Difference by difference.
 */
list: Array<ListedDifference>, 
/**
 * How the code of either side is coloured: by block (their `number`), line and stretch.
 */
colours: [Array<Array<Array<CodeStretch>>>, Array<Array<Array<CodeStretch>>>], };

/**
 * Kind of block that a difference is in.
 */
export type DifferencePlace = "heading" | "paragraph" | "item" | "table" | "code";

/**
 * An endpoint as filled in by the person.
 */
export type EndpointForm = { 
/**
 * The endpoint to change; `null` for a new one.
 */
id: EndpointId | null, 
/**
 * Its name; empty means the host's.
 */
name: string, 
/**
 * As typed.
 */
base_url: string, 
/**
 * The key.
 */
key: KeyInput, 
/**
 * Keep the key only until Juxta is closed.
 */
session_only: boolean, 
/**
 * The person confirmed to send the key over plain http to this origin.
 */
accept_plain_http: boolean, 
/**
 * How its requests are made; left out, they stay as they are, and a new endpoint gets its preset's.
 */
settings?: EndpointSettingsForm, };

/**
 * One configured endpoint. Random, never reused. 
 */
export type EndpointId = string;

/**
 * How an endpoint's requests are made. No secret is in it.
 */
export type EndpointSettings = { 
/**
 * The preset it was made from; empty when unknown.
 */
preset: string, 
/**
 * The header its key travels in.
 */
auth_header: AuthHeader, 
/**
 * Query parameters of every request.
 */
query: Array<[string, string]>, 
/**
 * Headers of every request.
 */
headers: Array<Header>, 
/**
 * Its proxy. Never used for this computer.
 */
proxy: Proxy, 
/**
 * Certificates to trust beside the system's, PEM; empty for none.
 */
ca_pem: string, 
/**
 * The certificate to show to the server.
 */
client_cert: ClientCertificate | null, 
/**
 * Time limits.
 */
limits: Limits, 
/**
 * How many answers are under way at once; the rest wait for a slot.
 */
parallel: Parallel, 
/**
 * A JSON object whose members every completion request gets; empty for none.
 */
extra_body: string, 
/**
 * Whether reasoning is sent back with the history.
 */
send_reasoning_back: boolean, 
/**
 * The model a check asks where there is no list, or no model of it will do; empty for none.
 */
check_model: string, };

/**
 * [`EndpointSettings`] as filled in.
 */
export type EndpointSettingsForm = { 
/**
 * The preset.
 */
preset: string, 
/**
 * The header the key travels in.
 */
auth_header: AuthHeader, 
/**
 * Query parameters.
 */
query: Array<[string, string]>, 
/**
 * Headers.
 */
headers: Array<HeaderForm>, 
/**
 * The proxy.
 */
proxy: ProxyForm, 
/**
 * Certificates to trust: PEM, or the path of a file with them; empty for none.
 */
ca_pem: string, 
/**
 * The certificate to show.
 */
client_cert: ClientCertificateForm | null, 
/**
 * Time limits.
 */
limits: Limits, 
/**
 * How many answers are under way at once, 1 to 24.
 */
parallel: number, 
/**
 * A JSON object; empty for none.
 */
extra_body: string, 
/**
 * Whether reasoning is sent back.
 */
send_reasoning_back: boolean, 
/**
 * The model a check asks; empty for none.
 */
check_model: string, };

/**
 * One endpoint.
 */
export type EndpointView = { 
/**
 * Its id.
 */
id: EndpointId, 
/**
 * Its name, unique.
 */
name: string, 
/**
 * Normalised base URL without trailing slash.
 */
base_url: string, 
/**
 * What is called: `POST https://aihubmix.com/v1/chat/completions`.
 */
request_line: string, 
/**
 * Where its key is.
 */
key: KeyState, 
/**
 * Whether it is the offline demo.
 */
demo: boolean, 
/**
 * Whether its traffic is plain http beyond this computer.
 */
plain_http: boolean, 
/**
 * When a check last succeeded, milliseconds since the epoch.
 */
verified_ms: number | null, 
/**
 * Models in the list last fetched.
 */
models: number | null, 
/**
 * How its requests are made.
 */
settings: EndpointSettings, 
/**
 * Where its service says how it is.
 */
status_page: string | null, 
/**
 * Whether it can be asked what is left of the account.
 */
has_balance: boolean, };

/**
 * One turn in one tab: prompt and answer.
 */
export type EntryView = { 
/**
 * The turn.
 */
turn: TurnId, 
/**
 * What was asked; plain text.
 */
prompt: string, 
/**
 * What went with it.
 */
attachments: Array<Attachment>, 
/**
 * Whether this tab's requests leave its pictures out, as its model cannot see.
 */
unseen: boolean, 
/**
 * Whether later requests of this tab leave this turn out because its answer has no text.
 */
left_out: boolean, 
/**
 * What this tab's model answered, or what it goes on from.
 */
answer: AnswerView, 
/**
 * The tab it was asked in, when that is another one.
 */
from: TabId | null, 
/**
 * The prompts this tab has had in this place, this one included, in order of sending.
 */
prompts: Array<SiblingView>, 
/**
 * The answers this tab has had to this prompt, this one included, in order of asking.
 */
answers: Array<AnswerId>, };

/**
 * Stable codes, the same on the command line, over IPC and in the message files.
 */
export type ErrorCode = "unauthorised" | "forbidden" | "unknown_model" | "quota" | "rate_limited" | "context_exceeded" | "content_policy" | "parameter_refused" | "bad_request" | "not_an_api" | "gateway" | "tls" | "dns" | "connect" | "proxy" | "timeout" | "malformed" | "cut_off" | "too_large" | "redirect" | "server_error" | "cancelled" | "no_key" | "keyring_locked" | "keyring_unavailable" | "storage_failed" | "cap_reached" | "internal";

/**
 * What sending a prompt would come to, over all tabs it goes to.
 */
export type Estimate = { 
/**
 * Tokens that would be read.
 */
input: TokenRange, 
/**
 * What it would cost; `None` where no price is known.
 */
cost: CostRange | null, 
/**
 * How many of the tabs have a model without a known price, which `cost` leaves out.
 */
unpriced: number, 
/**
 * Whether the upper end holds for sure, as every answer has a limit; otherwise it goes by what such answers were like.
 */
bounded: boolean, };

/**
 * A failed request or answer. Holds no key: the provider's message is redacted before it gets here.
 */
export type Failure = { 
/**
 * The stable code.
 */
code: ErrorCode, 
/**
 * The HTTP status, or the status a server wrote into `error.code` (quirk 37).
 */
status: number | null, 
/**
 * What the provider said, redacted, at most 2,000 characters; untrusted text.
 */
provider_message: string | null, 
/**
 * The provider's request id, for its support.
 */
request_id: string | null, 
/**
 * How long the server asked to wait, milliseconds.
 */
retry_after_ms: number | null, 
/**
 * Whether sending the same again can help.
 */
retryable: boolean, 
/**
 * Values for the sentence in the message file, such as `host` or `location`; and the stable words `reason`,
 * `cause` and `field`, which are read and written as the types of this crate only.
 */
details: FailureDetails, };

/**
 * What the detail `cause` can be.
 */
export type FailureCause = CutOffCause | StorageCause;

/**
 * How the page sees [`Failure::details`].
 */
export type FailureDetails = { reason?: FailureReason, cause?: FailureCause, field?: FormField, } & ({ [key in string]: string });

/**
 * What the detail `reason` can be.
 */
export type FailureReason = RefusalReason | ConnectionFault;

/**
 * One tab's figures: of its answer to a turn, or of all its answers, times and speed as means and the rest added up.
 * `None` means unknown, never zero.
 */
export type FigureRow = { 
/**
 * The tab.
 */
tab: TabId, 
/**
 * Its place among the open tabs, from 1.
 */
ordinal: number, 
/**
 * The model asked.
 */
model: string, 
/**
 * The endpoint asked.
 */
endpoint_name: string, 
/**
 * How many answers these are.
 */
answers: number, 
/**
 * How many of them were whole: ended by the model, and not at a limit.
 */
whole: number, 
/**
 * Where the newest one is.
 */
state: AnswerState, 
/**
 * Why the newest one stopped, if its server said so.
 */
finish: FinishReason | null, 
/**
 * Milliseconds to the first text.
 */
first_text_ms: number | null, 
/**
 * Milliseconds to the first reasoning.
 */
first_reasoning_ms: number | null, 
/**
 * Milliseconds to the end.
 */
duration_ms: number | null, 
/**
 * Tokens a second.
 */
tokens_per_second: number | null, 
/**
 * Tokens read.
 */
input: number | null, 
/**
 * Tokens written.
 */
output: number | null, 
/**
 * Of them reasoning.
 */
thinking: number | null, 
/**
 * Whether the tokens read are known of every answer.
 */
input_is_whole: boolean, 
/**
 * Whether the tokens written are known of every answer.
 */
output_is_whole: boolean, 
/**
 * Whether speed and tokens written are estimates.
 */
about: boolean, 
/**
 * What it cost.
 */
charge: Charge, 
/**
 * Characters of text.
 */
length: number, 
/**
 * What is best of two or more final figures of the same kind.
 */
best: Array<Marked>, 
/**
 * Tokens over time, oldest first; empty where that was not counted, and for a whole conversation.
 */
series: Array<Point>, 
/**
 * Until when the series is reasoning, milliseconds.
 */
thinking_until_ms: number | null, };

/**
 * The table of figures and what its plots are drawn from.
 */
export type FiguresView = { 
/**
 * One for each open tab that answered.
 */
rows: Array<FigureRow>, 
/**
 * All of them together.
 */
together: Together, };

/**
 * Why the model stopped. `Other` keeps an unknown word as it came.
 */
export type FinishReason = "stop" | "length" | "content_filter" | "tool_calls" | string;

/**
 * The field of a form that a refusal is about: the detail `field`.
 */
export type FormField = "auth_header" | "query" | "headers" | "proxy" | "ca_pem" | "client_cert" | "limits" | "extra_body" | "attachment" | "sent" | "send" | "day" | "month" | "warn" | "input" | "output" | "cached" | "reasoning";

/**
 * A key found in a `.env` on the clipboard or in the environment. The value stays in Rust.
 */
export type Found = { 
/**
 * Names it until it is added or dropped; means nothing elsewhere.
 */
id: string, 
/**
 * The variable: `OPENAI_API_KEY`.
 */
variable: string, 
/**
 * The preset it is for.
 */
preset: string, 
/**
 * What the endpoint would be called.
 */
name: string, 
/**
 * Where the key would go, normalised. Empty when nothing says where: it cannot be added then.
 */
base_url: string, 
/**
 * Characters of the key.
 */
characters: number, 
/**
 * Whether there is an endpoint with this base URL already.
 */
known: boolean, 
/**
 * Plain http beyond this computer: such a one is not added from a list, but by the form, which asks.
 */
plain_http: boolean, };

/**
 * How adding one of the found ended.
 */
export type FoundReport = { 
/**
 * Which of them.
 */
id: string, 
/**
 * What its check found; its endpoint is set when it was stored.
 */
report: CheckReport, };

/**
 * What changed since the frame before. A page whose `cursor` is not the newest gets `resync`.
 */
export type Frame = { 
/**
 * To be handed back with the next call.
 */
cursor: number, 
/**
 * The page missed something: it must read the open conversation again.
 */
resync: boolean, 
/**
 * Whether something still runs anywhere; when not, the page need not call again until news comes.
 */
running: boolean, 
/**
 * Changes to answers of the conversation this page shows.
 */
answers: Array<AnswerPatch>, };

/**
 * The JSON of a [`Frame`](engine::view::Frame), sent raw: it comes up to 30 times a second.
 */
export type FrameBody = ArrayBuffer;

/**
 * A header sent with every request.
 */
export type Header = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its value; `null` where it is secret: the keyring has it.
 */
value: string | null, 
/**
 * Whether the value is kept in the keyring and never shown again.
 */
secret: boolean, };

/**
 * A header as filled in.
 */
export type HeaderForm = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its value; `null` for a secret one leaves what is stored.
 */
value: string | null, 
/**
 * Whether it goes to the keyring.
 */
secret: boolean, };

/**
 * The SHA-256 of an image's bytes. Only 64 lower-case hexadecimal digits are parsed, because the text may become a
 * file name.
 */
export type ImageHash = string;

/**
 * The image types that are kept and shown. Not SVG: it is a document that can contain anything.
 */
export type ImageType = "png" | "jpeg" | "webp" | "gif";

/**
 * One picture a model returned, kept by the app and shown through its own scheme.
 */
export type ImageView = { 
/**
 * Its name: where it is shown from.
 */
hash: ImageHash, 
/**
 * What it is.
 */
media_type: ImageType, 
/**
 * Width in pixels.
 */
width: number, 
/**
 * Height in pixels.
 */
height: number, 
/**
 * What the model called it; untrusted.
 */
alt: string | null, };

/**
 * A key on its way in. Never serialised, so it cannot cross IPC outwards.
 */
export type KeyInput = { "kind": "none" } | { "kind": "keep" } | { "kind": "typed", "value": string } | { "kind": "pasted" };

/**
 * Where an endpoint's key is, as far as the marker in the database says. Asking costs no keyring call.
 */
export type KeyState = "none" | "keyring" | "session" | "environment" | "missing";

/**
 * What the system keyring says, read without a prompt.
 */
export type KeyringState = "unlocked" | "locked" | "absent" | "failing";

/**
 * Kind of a prose block.
 */
export type Kind = { "type": "heading", 
/**
 * Level from 1 to 6.
 */
level: number, } | { "type": "paragraph" } | { "type": "quote" } | { "type": "item", 
/**
 * Nesting depth, 0 in the outermost list.
 */
depth: number, 
/**
 * List marker: a bullet, a number with a period, or empty in front of another paragraph.
 */
marker: string, } | { "type": "table_row" };

/**
 * How the answers of a conversation are laid out.
 */
export type Layout = "tabs" | "columns" | "diff";

/**
 * Time limits, seconds. There is none on the whole.
 */
export type Limits = { 
/**
 * To reach the server.
 */
connect_s: number, 
/**
 * From sending the request to the first content.
 */
first_content_s: number, 
/**
 * Between two pieces of content.
 */
silence_s: number, };

/**
 * A line of code of one side or of both.
 */
export type LinePair = { 
/**
 * Line number on the first side, from 1.
 */
one: number | null, 
/**
 * Line number on the second side, from 1.
 */
two: number | null, 
/**
 * Number of the difference it belongs to; consecutive lines share one.
 */
difference: number | null, 
/**
 * Its text. Pieces that differ have no numbers of their own.
 */
pieces: Array<LinePiece>, };

/**
 * A part of a line that is equal or different.
 */
export type LinePiece = { 
/**
 * Whether both sides are equal here.
 */
same: boolean, 
/**
 * Text of the first side.
 */
one: string, 
/**
 * Text of the second side.
 */
two: string, };

/**
 * A difference in the list.
 */
export type ListedDifference = { 
/**
 * Number of the difference.
 */
number: number, 
/**
 * Kind of block it is in.
 */
place: DifferencePlace, 
/**
 * Text that both sides have just before it, shortened at its start; empty at the start of a block.
 */
after: string, 
/**
 * Text that only the first side has; lines end with line feeds.
 */
one: string, 
/**
 * Text that only the second side has.
 */
two: string, };

/**
 * A server on this computer that answered.
 */
export type LocalServer = { 
/**
 * The preset it looks like.
 */
preset: string, 
/**
 * Its base URL.
 */
base_url: string, 
/**
 * The ids of the models it lists.
 */
models: Array<string>, 
/**
 * Whether there is an endpoint with this base URL already.
 */
known: boolean, };

/**
 * A mark on a figure, and among how many figures it is the best.
 */
export type Marked = { 
/**
 * Which figure.
 */
best: Best, 
/**
 * How many were compared: those that are not final, or of another kind, were not.
 */
of: number, };

/**
 * What a send may cost.
 */
export type MayCost = { 
/**
 * At worst, of those whose price is known; of one without a limit its prompt alone.
 */
worst: Cost, 
/**
 * Tabs whose answers nothing limits.
 */
unlimited: Array<TabId>, 
/**
 * Tabs whose price is not known: no cap holds for them.
 */
unpriced: Array<TabId>, 
/**
 * The amount above which the person wanted to be asked, where this is.
 */
ask: Cost | null, 
/**
 * Whether there are caps.
 */
capped: boolean, };

/**
 * Figures of an answer. `None` means unknown, never zero. While `running`, figures are marked as about.
 */
export type Metrics = { 
/**
 * Milliseconds from request to first reasoning text.
 */
first_reasoning_ms: number | null, 
/**
 * Milliseconds from request to first answer text.
 */
first_text_ms: number | null, 
/**
 * Milliseconds from request to its end, or to now while it runs; segments added up.
 */
duration_ms: number | null, 
/**
 * Completion tokens a second over the generating time.
 */
tokens_per_second: number | null, 
/**
 * Whether speed and tokens are estimated, because the server has not reported usage.
 */
estimated: boolean, 
/**
 * The speed the server itself reports; never mixed with ours.
 */
reported_tokens_per_second: number | null, 
/**
 * As reported, segments added up.
 */
usage: Usage, 
/**
 * About how many tokens were generated, where they are not reported, or not yet.
 */
about_tokens: number | null, 
/**
 * What it cost.
 */
charge: Charge, 
/**
 * The served model, only where it is not the one asked for.
 */
served_model: string | null, 
/**
 * Its `system_fingerprint`, only beside a served model.
 */
served_fingerprint: string | null, };

/**
 * The parameters of a tab.
 */
export type ModelParameters = { 
/**
 * The system prompt; sent as the first message.
 */
system: string | null, 
/**
 * Members of the request body by their protocol name, such as `temperature`. Never one of [`Parameters::OURS`].
 */
body: Record<string, unknown>, 
/**
 * How long its answers may get; kept by the app, never sent.
 */
limits: AnswerLimits, };

/**
 * A model and the endpoint it is asked at. The id need not be in any list.
 */
export type ModelRef = { 
/**
 * Where.
 */
endpoint: EndpointId, 
/**
 * The model id.
 */
model: string, };

/**
 * Models kept under a name.
 */
export type ModelSet = { 
/**
 * What the person calls it.
 */
name: string, 
/**
 * In the order of their tabs.
 */
models: Array<ModelRef>, };

/**
 * [`NetworkSettings`] as filled in.
 */
export type NetworkForm = { 
/**
 * The proxy.
 */
proxy: ProxyForm, };

/**
 * What holds for all endpoints.
 */
export type NetworkSettings = { 
/**
 * The proxy of endpoints that have none of their own.
 */
proxy: Proxy, };

/**
 * Rare news, sent as the Tauri event `news`. The page reads again what it shows of it.
 */
export type News = { "kind": "conversations" } | { "kind": "endpoints" } | { "kind": "conversation" } & ConversationChange | { "kind": "running" } | { "kind": "storage_failed" };

/**
 * Note and labels the person put on an answer.
 */
export type NoteView = { 
/**
 * The answer.
 */
answer: AnswerId, 
/**
 * The note; empty when there are only labels.
 */
note: string, 
/**
 * Labels, each once, in the person's order.
 */
labels: Array<string>, };

/**
 * How many answers of an endpoint are under way at once, 1 to 24.
 */
export type Parallel = number;

/**
 * What *Paste from clipboard* did: Rust holds the key, the page learns its length.
 */
export type PasteReceipt = { 
/**
 * Characters of the key; 0 when the clipboard holds no text that could be a key.
 */
characters: number, };

/**
 * Attachments chosen for a prompt, and the tabs that are sent no images.
 */
export type Picked = { 
/**
 * The files, in the order they are sent.
 */
files: Array<ImageHash>, 
/**
 * Tabs whose models cannot see.
 */
unseen_by: Array<TabId>, };

/**
 * What the person keeps at hand in the picker.
 */
export type PickerPreferences = { 
/**
 * As they were added.
 */
favourites: Array<ModelRef>, 
/**
 * The last used first.
 */
recents: Array<ModelRef>, 
/**
 * As they were made.
 */
sets: Array<ModelSet>, };

/**
 * A part of a block that is equal or different.
 */
export type Piece = { 
/**
 * Number of the difference, from 1; `None` if both sides are equal except for white space.
 */
difference: number | null, 
/**
 * Text of the first side.
 */
one: Array<Span>, 
/**
 * Text of the second side.
 */
two: Array<Span>, };

/**
 * So many tokens had come by then.
 */
export type Point = { 
/**
 * Milliseconds since the request was sent.
 */
ms: number, 
/**
 * Tokens, reasoning included.
 */
tokens: number, };

/**
 * An endpoint many people use. Names are proper names, not words to translate; `custom` has none.
 */
export type PresetView = { 
/**
 * Its id: `aihubmix`, `custom` and so on.
 */
id: string, 
/**
 * Its proper name.
 */
name: string, 
/**
 * Its base URL, empty for `custom`. In some a part stands in braces that the person has to fill in.
 */
base_url: string, 
/**
 * The header its key travels in.
 */
auth_header: AuthHeader, 
/**
 * Query parameters its requests need.
 */
query: Array<[string, string]>, 
/**
 * Whether it answers nobody without a key.
 */
needs_key: boolean, 
/**
 * Where a key is made.
 */
key_page: string | null, 
/**
 * Where the service says how it is.
 */
status_page: string | null, 
/**
 * A server a person runs: asking a model may load it, so none is asked just to check.
 */
local: boolean, 
/**
 * The cheap model a check would ask for one word, where that is known beforehand.
 */
asks: string | null, 
/**
 * Who reads the prompts sent to it.
 */
prompt_route: PromptRoute, 
/**
 * Whether it is offered before *More* is pressed.
 */
featured: boolean, };

/**
 * The price of a model. `None` means unknown, never free.
 */
export type Price = { 
/**
 * A token read.
 */
input: Rate | null, 
/**
 * A token written.
 */
output: Rate | null, 
/**
 * A token read from the server's cache; the same as `input` unless listed.
 */
cached: Rate | null, 
/**
 * A token written to the server's cache. Shown only: requests never ask for that.
 */
cache_write: Rate | null, 
/**
 * A token of reasoning; the same as `output` unless listed apart.
 */
reasoning: Rate | null, 
/**
 * Each request, whatever its tokens.
 */
request: Rate | null, 
/**
 * Where it comes from.
 */
source: PriceSource, };

/**
 * A price as filled in by the person: USD per million tokens, as typed.
 */
export type PriceForm = { 
/**
 * A token read.
 */
input: string, 
/**
 * A token written.
 */
output: string, 
/**
 * A token read from the server's cache; blank: the same as `input`.
 */
cached: string | null, 
/**
 * A token of reasoning; blank: the same as `output`.
 */
reasoning: string | null, };

/**
 * Where a price comes from.
 */
export type PriceSource = "list" | "person" | "free";

/**
 * Who reads the prompts that are sent to an endpoint.
 */
export type PromptRoute = "direct" | "passed_on" | "local" | "unknown";

/**
 * The proxy of an endpoint, or of all of them.
 */
export type Proxy = { "kind": "default" } | { "kind": "system" } | { "kind": "none" } | { "kind": "url", 
/**
 * `http://`, `https://` or `socks5://`, host and port.
 */
url: string, 
/**
 * The user name; empty for none.
 */
user: string, 
/**
 * Whether the keyring has a password for it.
 */
password: boolean, };

/**
 * A proxy as filled in.
 */
export type ProxyForm = { "kind": "default" } | { "kind": "system" } | { "kind": "none" } | { "kind": "url", 
/**
 * `http://`, `https://` or `socks5://`, host and port; `http://` where no scheme is typed.
 */
url: string, 
/**
 * The user name; empty for none.
 */
user: string, 
/**
 * The password.
 */
password: SecretInput, };

/**
 * What a connection was made for.
 */
export type Purpose = "answer" | "models" | "check" | "balance" | "local_servers";

/**
 * What one token (or one request) costs: femtodollars, 10⁻¹⁵ USD. The same number is nanodollars per million tokens,
 * so every list price with up to nine decimals per million is exact.
 */
export type Rate = number;

/**
 * Why Juxta refused something, or could not do it: the detail `reason`.
 */
export type RefusalReason = "unknown_tab" | "unknown_answer" | "unknown_turn" | "closed_tab" | "open_tab" | "too_many_tabs" | "has_history" | "no_tabs" | "empty_prompt" | "empty_title" | "reserved_parameter" | "taken_id" | "still_running" | "not_newest" | "nothing_to_adopt" | "not_on_path" | "elsewhere" | "nothing_to_continue" | "command_id_reused" | "unknown" | "looks_secret" | "cap_send" | "cap_day" | "cap_month" | "cap_running" | "limit_seconds" | "limit_tokens" | "other_route" | "url" | "plain_http" | "endpoint_removed" | "unknown_endpoint" | "no_endpoint" | "not_found" | "demo" | "key_of_another_origin" | "header_of_another_origin" | "key_unfit_for_a_header" | "http_client" | "proxy_address" | "proxy_scheme" | "proxy_credentials" | "password" | "no_certificate" | "bad_certificate" | "no_private_key" | "encrypted_private_key" | "key_mismatch" | "file" | "too_long" | "limit" | "limit_long" | "parallel" | "header_name" | "header_value" | "header_reserved" | "header_is_the_keys" | "header_twice" | "auth_scheme" | "query_name" | "query_twice" | "body_syntax" | "body_not_an_object" | "body_reserved" | "secret" | "amount" | "price" | "set" | "attach_empty" | "attach_too_large" | "attach_text_too_long" | "attach_binary" | "attach_encoding" | "attach_damaged_picture" | "attach_too_many_pixels" | "attach_damaged_pdf" | "attach_encrypted_pdf" | "attach_pdf_without_text" | "attach_heavy_pdf" | "attach_no_reader" | "attach_too_many" | "not_kept_whole" | "file_gone" | "clipboard" | "zoom" | "link" | "browser";

/**
 * A scheduled retry of a request that failed before anything of an answer came (quirk 42).
 */
export type Retry = { 
/**
 * Why the request before failed.
 */
code: ErrorCode, 
/**
 * Which retry it will be, from 1.
 */
attempt: number, 
/**
 * When it goes out, milliseconds since the epoch.
 */
at_ms: number, };

/**
 * A block of one side or of both; a side that is `None` has no counterpart.
 */
export type Row = { "type": "prose", 
/**
 * Kind of the block on the first side.
 */
one: Kind | null, 
/**
 * Kind of the block on the second side.
 */
two: Kind | null, 
/**
 * Text of both sides.
 */
pieces: Array<Piece>, } | { "type": "code", 
/**
 * Header of the code block on the first side.
 */
one: CodeHead | null, 
/**
 * Header of the code block on the second side.
 */
two: CodeHead | null, 
/**
 * Lines of both sides.
 */
lines: Array<LinePair>, };

/**
 * A secret on its way in.
 */
export type SecretInput = { "kind": "none" } | { "kind": "keep" } | { "kind": "typed", "value": string };

/**
 * A section of one answer, or of both.
 */
export type Section = { 
/**
 * Its heading or first words in the first answer; `None` if it has no counterpart there.
 */
title_one: string | null, 
/**
 * Its heading or first words in the second answer; `None` if it has no counterpart there.
 */
title_two: string | null, 
/**
 * Share of the words that both sides have, in percent; `None` if only one side has the section.
 */
share: number | null, 
/**
 * Blocks of the first side.
 */
one: Array<Block>, 
/**
 * Blocks of the second side.
 */
two: Array<Block>, };

/**
 * New text of one segment.
 */
export type SegmentPatch = { 
/**
 * Which segment, from 0.
 */
index: number, 
/**
 * Answer text.
 */
text: BlocksPatch | null, 
/**
 * Reasoning text.
 */
reasoning: BlocksPatch | null, 
/**
 * All pictures of the segment, when one came.
 */
images: Array<ImageView> | null, };

/**
 * One request's text, rendered.
 */
export type SegmentView = { 
/**
 * Blocks of the answer text.
 */
blocks: Array<BlockView>, 
/**
 * Blocks of the reasoning.
 */
reasoning: Array<BlockView>, 
/**
 * Sources, each once.
 */
sources: Array<SourceView>, 
/**
 * Pictures, each once, shown below the text.
 */
images: Array<ImageView>, 
/**
 * Why the model stopped, if it said so.
 */
finish: FinishReason | null, };

/**
 * What *send* did.
 */
export type Sent = { 
/**
 * The conversation's row, with its title.
 */
row: ConversationRow, 
/**
 * One new entry for each tab asked.
 */
entries: Array<TabEntry>, };

/**
 * One request of an answer.
 */
export type SentAttempt = { 
/**
 * Which segment it was to fill, from 0: *Continue* makes a further one.
 */
segment: number, 
/**
 * Whether it is under way.
 */
running: boolean, 
/**
 * How it can be copied as a call.
 */
copy: SentCopy, 
/**
 * What went out and came back.
 */
exchange: SentExchange, };

/**
 * The body of the request.
 */
export type SentBody = { 
/**
 * Its text, or as much of it as is kept.
 */
text: string, 
/**
 * How many bytes went out.
 */
bytes: number, 
/**
 * Whether the end of it is not kept.
 */
cut: boolean, 
/**
 * How many files or pictures in it are not kept; a note in brackets stands for each.
 */
abbreviated: number, 
/**
 * The SHA-256 of the whole body, in hexadecimal, if files in it are not kept: it tells whether they were restored
 * unchanged. Empty otherwise.
 */
sha256: string, };

/**
 * How much of a request's body is kept, and so how it can be copied as a call.
 */
export type SentCopy = "whole" | "file" | "no";

/**
 * One request that was sent, with its reply.
 */
export type SentExchange = { 
/**
 * What went out.
 */
request: SentRequest, 
/**
 * What came back, if anything did.
 */
reply: SentReply | null, 
/**
 * When things happened.
 */
times: SentTimes, 
/**
 * How it ended; `None` while it runs, and when it was whole or the person stopped it.
 */
failed: ErrorCode | null, 
/**
 * Whether it was let go of before its end: the person stopped it.
 */
stopped: boolean, };

/**
 * A header of the request.
 */
export type SentHeader = { 
/**
 * Its name, in lower case.
 */
name: string, 
/**
 * What it said.
 */
value: SentValue, };

/**
 * The reply.
 */
export type SentReply = { 
/**
 * The HTTP status.
 */
status: number, 
/**
 * The headers, name and value, secrets taken out of them.
 */
headers: Array<[string, string]>, 
/**
 * The provider's id of the request.
 */
request_id: string | null, 
/**
 * How many bytes the body had, decoded.
 */
bytes: number, 
/**
 * How many events a stream had; 0 for a body that was no stream.
 */
events: number, 
/**
 * The end of the body as it came, secrets taken out of it.
 */
tail: string, };

/**
 * A request as it was sent.
 */
export type SentRequest = { 
/**
 * The HTTP method.
 */
method: string, 
/**
 * The address, with those query parameters that are not secret.
 */
url: string, 
/**
 * Names of query parameters whose values look secret and are not kept; they stood behind the others.
 */
secret_query: Array<string>, 
/**
 * The proxy it went through, without credentials.
 */
proxy: string | null, 
/**
 * The headers, in order of their names.
 */
headers: Array<SentHeader>, 
/**
 * The body.
 */
body: SentBody, 
/**
 * What was changed in the request because this server refuses it otherwise, such as `without:stream_options`.
 */
changes: Array<string>, };

/**
 * Milliseconds since the request began.
 */
export type SentTimes = { 
/**
 * When it began, milliseconds since the epoch.
 */
began_ms: number, 
/**
 * How long the connection took to make: name, socket and TLS. `None` for one that was open already.
 */
connect_ms: number | null, 
/**
 * The head of the reply.
 */
head_ms: number | null, 
/**
 * The first reasoning text.
 */
first_reasoning_ms: number | null, 
/**
 * The first answer text.
 */
first_text_ms: number | null, 
/**
 * The end.
 */
end_ms: number | null, };

/**
 * The value of a header, without secrets.
 */
export type SentValue = { "kind": "plain", 
/**
 * The value.
 */
text: string, } | { "kind": "key", 
/**
 * For instance `Bearer`.
 */
scheme: string | null, } | { "kind": "secret" };

/**
 * Every request of an answer that is still kept, oldest first.
 */
export type SentView = { 
/**
 * The requests.
 */
attempts: Array<SentAttempt>, };

/**
 * A sentence that at least two answers have.
 */
export type SharedSentence = { 
/**
 * The sentence as the first of them has it.
 */
text: string, 
/**
 * Indexes of the answers that have it, from 0.
 */
answers: Array<number>, };

/**
 * A sibling to switch to: an answer and the turn it answers.
 */
export type SiblingView = { 
/**
 * The turn.
 */
turn: TurnId, 
/**
 * The answer to switch to.
 */
answer: AnswerId, };

/**
 * One source named by the model; untrusted, opened only through Rust.
 */
export type SourceView = { 
/**
 * Where it points: as it would be opened, or where it may not be, as the model wrote it, at most 200 characters.
 */
url: string, 
/**
 * The host that would really be asked, in punycode, to be shown beside the title. `None`: never opened.
 */
host: string | null, 
/**
 * Its title, never blank.
 */
title: string | null, };

/**
 * Text in a single style.
 */
export type Span = { 
/**
 * The text; a line feed is a line break.
 */
text: string, 
/**
 * Its style.
 */
style: Style, };

/**
 * What was spent in a time.
 */
export type SpentView = { 
/**
 * In all, what is set aside included.
 */
cost: Cost, 
/**
 * Of it set aside for answers under way.
 */
reserved: Cost, 
/**
 * How many answers had no price; they are in no sum.
 */
unpriced: number, };

/**
 * The steps of a check, in order.
 */
export type StepName = "address" | "tls" | "key" | "model" | "streaming" | "usage";

/**
 * Why a step went as it did, where that needs saying.
 */
export type StepReason = "not_tried" | "loopback" | "plain_http" | "no_key" | "proven" | "proven_by_answer" | "unproven" | "no_list" | "no_chat_model" | "local_model" | "not_needed" | "whole" | "no_text" | "no_usage";

/**
 * Why nothing could be stored or read: the detail `cause` of `storage_failed`.
 */
export type StorageCause = "newer" | "foreign" | "locked" | "busy" | "disk_full" | "read_only" | "corrupt" | "name_taken" | "gone" | "closed" | "panicked" | "io" | "sqlite" | "attachment_missing";

/**
 * Text style of a span.
 */
export type Style = { 
/**
 * Set in a monospaced font.
 */
code: boolean, 
/**
 * Strong emphasis (bold).
 */
strong: boolean, 
/**
 * Emphasis (italic).
 */
emphasis: boolean, 
/**
 * Struck through.
 */
struck: boolean, };

/**
 * One thing in a prompt, or in a file that goes with it, that looks like a secret or an identifier.
 */
export type SuspectView = { 
/**
 * The file's name, empty for pasted text; `None` for the prompt itself.
 */
file: string | null, 
/**
 * `api_key`, `private_key`, `password`, `iban` or `card`.
 */
kind: string, 
/**
 * The line it stands on, from 1.
 */
line: number, 
/**
 * A few characters of it, enough for its owner to know it.
 */
shown: string, };

/**
 * One entry and the tab it stands in: what *send*, *retry* and *continue* answer with.
 */
export type TabEntry = { 
/**
 * The tab.
 */
tab: TabId, 
/**
 * The entry, new or replacing the one of the same turn.
 */
entry: EntryView, };

/**
 * A tab and the newest answer of its history.
 */
export type TabHead = { 
/**
 * The tab.
 */
tab: TabId, 
/**
 * The answer; `None` before its first turn.
 */
head: AnswerId | null, };

/**
 * Header of a tab: all that moving, renaming and closing tabs can change.
 */
export type TabHeader = { 
/**
 * The tab's ID.
 */
id: TabId, 
/**
 * The name the person gave it; `None` means its model's.
 */
name: string | null, 
/**
 * Number among tabs of the same model and endpoint: 2 for the second, `None` for the first or only one.
 */
twin: number | null, };

/**
 * One model tab of a conversation. 
 */
export type TabId = string;

/**
 * Open tabs of a conversation, in order, without their turns.
 */
export type TabStrip = { 
/**
 * The open tabs.
 */
tabs: Array<TabHeader>, 
/**
 * How many closed tabs can be reopened.
 */
closed_tabs: number, };

/**
 * One tab with its own history.
 */
export type TabView = { 
/**
 * Its id.
 */
id: TabId, 
/**
 * Its endpoint.
 */
endpoint: EndpointId, 
/**
 * The endpoint's name; shown beside the model as soon as two endpoints exist.
 */
endpoint_name: string, 
/**
 * Whether the offline demo answers here.
 */
demo: boolean, 
/**
 * The model id.
 */
model: string, 
/**
 * What the person calls the tab.
 */
name: string | null, 
/**
 * What it asks of the model.
 */
parameters: ModelParameters, 
/**
 * Tells apart tabs of the same model and endpoint: 2 for the second; `None` for the only or first one.
 */
twin: number | null, 
/**
 * The turns of this tab's own history, oldest first.
 */
entries: Array<EntryView>, 
/**
 * The newest answer of this tab that follows its history's end, when it went back: to be walked to.
 */
ahead: AnswerId | null, };

/**
 * Which colours the person wants.
 */
export type Theme = "system" | "light" | "dark";

/**
 * Figures added up over the rows.
 */
export type Together = { 
/**
 * The longest of a turn; for a conversation none.
 */
duration_ms: number | null, 
/**
 * Tokens read.
 */
input: number | null, 
/**
 * Tokens written.
 */
output: number | null, 
/**
 * Of them reasoning.
 */
thinking: number | null, 
/**
 * Whether the tokens read are known of every row.
 */
input_is_whole: boolean, 
/**
 * Whether the tokens written are known of every row.
 */
output_is_whole: boolean, 
/**
 * Whether the tokens written are an estimate in some row.
 */
about: boolean, 
/**
 * What is known of the cost; `None` where nothing is.
 */
cost: Cost | null, 
/**
 * Whether the cost of every row is known.
 */
cost_is_whole: boolean, };

/**
 * A likely minimum and maximum of tokens.
 */
export type TokenRange = { 
/**
 * The least.
 */
low: number, 
/**
 * The most.
 */
high: number, };

/**
 * One prompt, sent to one or more tabs at once. 
 */
export type TurnId = string;

/**
 * A model its server will not answer with.
 */
export type UnavailableModel = { 
/**
 * Where.
 */
endpoint: EndpointId, 
/**
 * The model id.
 */
model: string, 
/**
 * `unknown_model` or `forbidden`.
 */
code: ErrorCode, 
/**
 * When the server said so, milliseconds since the epoch.
 */
at_ms: number, };

/**
 * A base URL as typed, judged. The page shows it while the person types.
 */
export type UrlPreview = { 
/**
 * The URL that would be saved.
 */
base_url: string | null, 
/**
 * What would be called: `POST …/chat/completions`.
 */
request_line: string | null, 
/**
 * Plain http beyond this computer: a key needs the person's confirmation.
 */
plain_http: boolean, 
/**
 * What is wrong with it.
 */
problem: UrlProblem | null, };

/**
 * What is wrong with a typed URL.
 */
export type UrlProblem = "empty" | "invalid" | "scheme" | "credentials" | "query";

/**
 * Tokens as reported; `None` where the server said nothing (or nonsense, such as a negative number).
 */
export type Usage = { 
/**
 * `prompt_tokens`.
 */
prompt_tokens: number | null, 
/**
 * `completion_tokens`, reasoning included where the server includes it.
 */
completion_tokens: number | null, 
/**
 * `total_tokens`.
 */
total_tokens: number | null, 
/**
 * `completion_tokens_details.reasoning_tokens`.
 */
reasoning_tokens: number | null, 
/**
 * `prompt_tokens_details.cached_tokens`.
 */
cached_tokens: number | null, };
