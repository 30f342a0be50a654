// Generated from the Rust types by `cargo xtask bindings`. Do not edit.

/**
 * One answer of one tab to one turn. 
 */
export type AnswerId = string;

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
 * Where an answer is. `Done`, `Stopped`, `Failed` and `Incomplete` are final; every other state has a way out.
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
 * Blocks `keep..` are replaced by `blocks`. A page holding fewer than `keep` blocks has missed something and must
 * read the conversation again.
 */
export type BlocksPatch = { 
/**
 * How many blocks stay as they are.
 */
keep: number, 
/**
 * Sanitised HTML of the blocks after them.
 */
blocks: Array<string>, };

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
look: Look, 
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
 * How a step went.
 */
export type CheckOutcome = "ok" | "skipped" | "failed";

/**
 * What a check found. `endpoint` is set when everything needed worked and it was saved.
 */
export type CheckReport = { 
/**
 * The steps tried.
 */
steps: Array<CheckStep>, 
/**
 * The model that was asked for one word, named to the person.
 */
asked_model: string | null, 
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
 * How long it took.
 */
ms: number | null, };

/**
 * Made by the page for each command that changes something; such a command happens at most once per id. 
 */
export type CommandId = string;

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
 * Where the tab was scrolled to, CSS pixels from the top; `None` means at the end.
 */
scroll: number | null, };

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
accept_plain_http: boolean, };

/**
 * One configured endpoint. Random, never reused. 
 */
export type EndpointId = string;

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
models: number | null, };

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
 * Whether later requests of this tab leave this turn out because its answer has no text.
 */
left_out: boolean, 
/**
 * What this tab's model answered.
 */
answer: AnswerView, };

/**
 * Stable codes, the same on the command line, over IPC and in the message files.
 */
export type ErrorCode = "unauthorised" | "forbidden" | "unknown_model" | "quota" | "rate_limited" | "context_exceeded" | "content_policy" | "parameter_refused" | "bad_request" | "not_an_api" | "gateway" | "tls" | "dns" | "connect" | "proxy" | "timeout" | "malformed" | "cut_off" | "too_large" | "redirect" | "server_error" | "cancelled" | "no_key" | "keyring_locked" | "keyring_unavailable" | "storage_failed" | "cap_reached" | "internal";

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
 * Values for the sentence in the message file, such as `host` or `location`.
 */
details: { [key in string]: string }, };

/**
 * Why the model stopped. `Other` keeps an unknown word as it came.
 */
export type FinishReason = "stop" | "length" | "content_filter" | "tool_calls" | string;

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
 * The SHA-256 of a picture's bytes. Written as 64 lower-case hexadecimal digits, and read from nothing else: it may
 * become the name of a file.
 */
export type ImageHash = string;

/**
 * The kinds of picture that are kept and shown. No other is: an SVG, say, is a document that can hold anything.
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
 * How the answers of a conversation are laid out.
 */
export type Layout = "tabs" | "columns";

/**
 * How the person likes the page.
 */
export type Look = { 
/**
 * Which colours.
 */
theme: Theme, 
/**
 * How large, 1 being as designed.
 */
zoom: number, 
/**
 * How wide the sidebar is, CSS pixels; `None` as designed.
 */
sidebar: number | null, };

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
 * As reported, segments added up.
 */
usage: Usage, 
/**
 * The served model, only where it is not the one asked for.
 */
served_model: string | null, };

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
 * One row of the picker.
 */
export type ModelRow = { 
/**
 * Where it is asked.
 */
endpoint: EndpointId, 
/**
 * The endpoint's name.
 */
endpoint_name: string, 
/**
 * The model id.
 */
model: string, 
/**
 * Who made it (`owned_by`), if said.
 */
provider: string | null, };

/**
 * The lists of all endpoints. An endpoint whose list failed still takes a pasted id.
 */
export type ModelsView = { 
/**
 * Sorted by model id.
 */
rows: Array<ModelRow>, 
/**
 * Endpoints whose list could not be read, and why.
 */
failed: Array<[EndpointId, Failure]>, };

/**
 * Rare news, sent as the Tauri event `news`. The page reads again what it shows of it.
 */
export type News = { "kind": "conversations" } | { "kind": "endpoints" } | { "kind": "conversation" } & ConversationChange | { "kind": "running" } | { "kind": "storage_failed" };

/**
 * What *Paste from clipboard* did: Rust holds the key, the page learns its length.
 */
export type PasteReceipt = { 
/**
 * Characters of the key; 0 when the clipboard holds no text that could be a key.
 */
characters: number, };

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
 * Sanitised HTML blocks of the answer text.
 */
blocks: Array<string>, 
/**
 * Sanitised HTML blocks of the reasoning.
 */
reasoning: Array<string>, 
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
 * The steps of a check, in order.
 */
export type StepName = "address" | "key" | "models" | "answer";

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
 * One model tab of a conversation. 
 */
export type TabId = string;

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
 * Tells apart tabs of the same model and endpoint: 2 for the second; `None` for the only or first one.
 */
twin: number | null, 
/**
 * The turns of this tab's own history, oldest first.
 */
entries: Array<EntryView>, };

/**
 * Which colours the person wants.
 */
export type Theme = "system" | "light" | "dark";

/**
 * One prompt, sent to one or more tabs at once. 
 */
export type TurnId = string;

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
