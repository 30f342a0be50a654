// The types that cross IPC, as Rust names them (src-tauri/crates/engine/src/view and chat). Ids are strings.

export type Theme = 'system' | 'light' | 'dark';

export type Boot = {
  version: string;
  demo: boolean;
  theme: Theme;
  endpoints: EndpointView[];
  conversations: ConversationRow[];
  open: ConversationView | null;
};

export type ConversationRow = { id: string; title: string; updated_ms: number; tabs: number; running: boolean };

export type ConversationView = {
  id: string;
  title: string;
  draft: string;
  selected: string | null;
  tabs: TabView[];
  scroll: number | null;
};

export type TabView = {
  id: string;
  endpoint: string;
  endpoint_name: string;
  demo: boolean;
  model: string;
  twin: number | null;
  entries: EntryView[];
};

export type EntryView = { turn: string; prompt: string; left_out: boolean; answer: AnswerView };

export type TabEntry = { tab: string; entry: EntryView };

export type Sent = { row: ConversationRow; entries: TabEntry[] };

export type AnswerState =
  | 'queued'
  | 'waiting'
  | 'reasoning'
  | 'streaming'
  | 'done'
  | 'stopped'
  | 'failed'
  | 'incomplete';

export type AnswerView = {
  id: string;
  state: AnswerState;
  model: string;
  endpoint_name: string;
  demo: boolean;
  segments: SegmentView[];
  failure: Failure | null;
  can_continue: boolean;
  can_retry: boolean;
  metrics: Metrics;
};

export type SegmentView = {
  blocks: string[];
  reasoning: string[];
  sources: SourceView[];
  finish: FinishReason | null;
};

export type FinishReason = 'stop' | 'length' | 'content_filter' | 'tool_calls' | string;

export type SourceView = { url: string; title: string | null };

export type Metrics = {
  first_reasoning_ms: number | null;
  first_text_ms: number | null;
  duration_ms: number | null;
  tokens_per_second: number | null;
  estimated: boolean;
  usage: Usage;
  served_model: string | null;
};

export type Usage = {
  prompt_tokens: number | null;
  completion_tokens: number | null;
  total_tokens: number | null;
  reasoning_tokens: number | null;
  cached_tokens: number | null;
};

export type ErrorCode =
  | 'unauthorised'
  | 'forbidden'
  | 'unknown_model'
  | 'quota'
  | 'rate_limited'
  | 'context_exceeded'
  | 'content_policy'
  | 'parameter_refused'
  | 'bad_request'
  | 'not_an_api'
  | 'gateway'
  | 'tls'
  | 'dns'
  | 'connect'
  | 'proxy'
  | 'timeout'
  | 'malformed'
  | 'cut_off'
  | 'too_large'
  | 'redirect'
  | 'server_error'
  | 'cancelled'
  | 'no_key'
  | 'keyring_locked'
  | 'keyring_unavailable'
  | 'storage_failed'
  | 'cap_reached'
  | 'internal';

export type Failure = {
  code: ErrorCode;
  status: number | null;
  provider_message: string | null;
  request_id: string | null;
  retry_after_ms: number | null;
  retryable: boolean;
  details: { [key in string]?: string };
};

export type KeyState = 'none' | 'keyring' | 'session' | 'environment' | 'missing';

export type EndpointView = {
  id: string;
  name: string;
  base_url: string;
  request_line: string;
  key: KeyState;
  demo: boolean;
  plain_http: boolean;
  verified_ms: number | null;
  models: number | null;
};

export type UrlProblem = 'empty' | 'invalid' | 'scheme' | 'credentials' | 'query';

export type UrlPreview = {
  base_url: string | null;
  request_line: string | null;
  plain_http: boolean;
  problem: UrlProblem | null;
};

export type KeyInput = { kind: 'none' } | { kind: 'keep' } | { kind: 'typed'; value: string } | { kind: 'pasted' };

export type EndpointForm = {
  id: string | null;
  name: string;
  base_url: string;
  key: KeyInput;
  session_only: boolean;
  accept_plain_http: boolean;
};

export type PasteReceipt = { characters: number };

export type StepName = 'address' | 'key' | 'models' | 'answer';

export type CheckOutcome = 'ok' | 'skipped' | 'failed';

export type CheckStep = { name: StepName; outcome: CheckOutcome; ms: number | null };

export type CheckReport = {
  steps: CheckStep[];
  asked_model: string | null;
  endpoint: EndpointView | null;
  failure: Failure | null;
};

export type KeyringState = 'unlocked' | 'locked' | 'absent' | 'failing';

export type ModelRef = { endpoint: string; model: string };

export type ModelRow = { endpoint: string; endpoint_name: string; model: string; provider: string | null };

export type ModelsView = { rows: ModelRow[]; failed: [string, Failure][] };

export type Frame = { cursor: number; resync: boolean; running: boolean; answers: AnswerPatch[] };

export type AnswerPatch = {
  conversation: string;
  tab: string;
  answer: string;
  state: AnswerState;
  metrics: Metrics;
  segment: SegmentPatch | null;
  ended: AnswerView | null;
};

export type SegmentPatch = { index: number; text: BlocksPatch | null; reasoning: BlocksPatch | null };

export type BlocksPatch = { keep: number; blocks: string[] };

export type ConversationChange = { id: string };

export type News =
  | { kind: 'conversations' }
  | { kind: 'endpoints' }
  | ({ kind: 'conversation' } & ConversationChange)
  | { kind: 'running' }
  | { kind: 'storage_failed' };
