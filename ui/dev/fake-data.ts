// What the stand-in shows: conversations, models and answers made up for looking at the page.

import { DEFAULTS } from '../src/endpoint/settings.svelte';
import type {
  AnswerView,
  BlockView,
  Capabilities,
  ConversationRow,
  ConversationView,
  EndpointSettings,
  EndpointView,
  EntryView,
  Metrics,
  TabView,
  UrlPreview,
} from '../src/ipc/bindings';

const HOUR = 3_600_000;

/** How requests are made when nothing was set. */
export const PLAIN_SETTINGS: EndpointSettings = { ...DEFAULTS, preset: 'aihubmix' };

export const AIHUBMIX: EndpointView = {
  id: 'e1',
  name: 'AiHubMix',
  base_url: 'https://aihubmix.com/v1',
  request_line: 'POST https://aihubmix.com/v1/chat/completions',
  key: 'keyring',
  demo: false,
  plain_http: false,
  verified_ms: Date.now() - 120_000,
  models: 412,
  settings: { ...PLAIN_SETTINGS, headers: [{ name: 'X-Title', value: 'Juxta', secret: false }] },
  status_page: 'https://status.aihubmix.com',
  has_balance: true,
};

export const OLLAMA: EndpointView = {
  ...AIHUBMIX,
  id: 'e2',
  name: 'Ollama',
  base_url: 'http://localhost:11434/v1',
  request_line: 'POST http://localhost:11434/v1/chat/completions',
  key: 'none',
  verified_ms: Date.now() - HOUR,
  models: 6,
  settings: { ...PLAIN_SETTINGS, preset: 'ollama' },
  status_page: null,
  has_balance: false,
};

export function noMetrics(): Metrics {
  const usage = {
    prompt_tokens: null,
    completion_tokens: null,
    total_tokens: null,
    reasoning_tokens: null,
    cached_tokens: null,
  };
  return {
    first_reasoning_ms: null,
    first_text_ms: null,
    duration_ms: 0,
    tokens_per_second: null,
    estimated: true,
    reported_tokens_per_second: null,
    usage,
    about_tokens: null,
    charge: { kind: 'unknown' },
    served_model: null,
    served_fingerprint: null,
  };
}

export function emptyAnswer(tab: Pick<TabView, 'model' | 'endpoint_name' | 'demo'>): AnswerView {
  return {
    id: crypto.randomUUID(),
    state: 'waiting',
    model: tab.model,
    endpoint_name: tab.endpoint_name,
    demo: tab.demo,
    segments: [{ blocks: [], reasoning: [], sources: [], images: [], finish: null }],
    failure: null,
    retry: null,
    waits_for_slot: false,
    dropped: [],
    earlier_left_out: 0,
    can_continue: false,
    can_retry: false,
    metrics: noMetrics(),
  };
}

/** A turn of a tab without any branches. */
export function entryOf(turn: string, prompt: string, answer: AnswerView): EntryView {
  return {
    turn,
    prompt,
    attachments: [],
    unseen: false,
    left_out: false,
    answer,
    from: null,
    prompts: [{ turn, answer: answer.id }],
    answers: [answer.id],
  };
}

/** A block without parts. */
export const block = (shell: string): BlockView => ({ shell, parts: [] });

/** The blocks of an answer; later tabs get longer ones. */
export function answerTo(prompt: string, at: number): BlockView[] {
  const said = document.createElement('i');
  said.textContent = prompt;
  const blocks = [block(`<p dir="auto">You asked: ${said.innerHTML}</p>`), ...BLOCKS];
  for (let i = 0; i < at * 20; i += 1)
    blocks.push(block(`<p dir="auto">Paragraph ${i + 1}, so that there is something to scroll through.</p>`));
  return blocks;
}

const BLOCKS = [
  '<h3 data-level="2" dir="auto">Capped exponential backoff with full jitter</h3>',
  '<p dir="auto">Before each retry, wait a random time between 0 and the cap. Clients that failed together do not come back together. See <a href="https://example.com/backoff" data-link title="https://example.com/backoff">the long version</a>.</p>',
  '<ul dir="auto"><li dir="auto"><strong>Retry</strong> 408, 429 and 5xx. Anything else will fail the same way again.</li><li dir="auto"><strong>Obey</strong> <code>Retry-After</code> when the server sends it; it beats the formula.</li><li dir="auto"><span class="check" data-checked="true"></span>Jitter</li><li dir="auto"><span class="check" data-checked="false"></span>Budget</li></ul>',
  '<div class="code" data-lang="rust"><pre tabindex="0"><code>fn delay(n: u32, rng: &amp;mut impl Rng) -&gt; Duration {\n    let base = Duration::from_millis(500);\n    let cap = Duration::from_secs(30);\n    let top = cap.min(base * 2u32.pow(n.min(6)));\n    rng.random_range(Duration::ZERO..=top)\n}</code></pre></div>',
  '<div class="table" tabindex="0"><table><thead><tr><th scope="col" role="columnheader">Retry</th><th scope="col" role="columnheader" class="n">Longest wait</th><th scope="col" role="columnheader" class="n">Mean wait</th></tr></thead><tbody><tr><td>0</td><td class="n">0.5 s</td><td class="n">0.25 s</td></tr><tr><td>3</td><td class="n">4 s</td><td class="n">2 s</td></tr><tr><td>6</td><td class="n">30 s</td><td class="n">15 s</td></tr></tbody></table></div>',
].map(block);

function finished(model: string, endpoint_name: string): AnswerView {
  const usage = {
    prompt_tokens: 512,
    completion_tokens: 904,
    total_tokens: 1416,
    reasoning_tokens: 310,
    cached_tokens: null,
  };
  const metrics: Metrics = {
    ...noMetrics(),
    first_reasoning_ms: 600,
    first_text_ms: 6600,
    duration_ms: 11_400,
    tokens_per_second: 84,
    estimated: false,
    usage,
    charge: { kind: 'known', cost: 4_100_000_000, reported: false },
  };
  const reasoning = [
    '<p dir="auto">The user wants spacing, so the answer is a formula first. Full jitter beats equal jitter when many clients fail together.</p>',
  ].map(block);
  const segments = [{ blocks: BLOCKS, reasoning, sources: [], images: [], finish: 'stop' }];
  return { ...emptyAnswer({ model, endpoint_name, demo: false }), state: 'done', segments, metrics, can_retry: true };
}

function refused(model: string, endpoint_name: string): AnswerView {
  const failure = {
    code: 'rate_limited' as const,
    status: 429,
    provider_message: 'Rate limit reached for gemini-3-flash. Limit: 20 per minute.',
    request_id: 'req_01JC7H2K',
    retry_after_ms: 18_000,
    retryable: true,
    details: {},
  };
  return { ...emptyAnswer({ model, endpoint_name, demo: false }), state: 'failed', failure, can_retry: true };
}

function stopped(model: string, endpoint_name: string): AnswerView {
  const segments = [{ blocks: BLOCKS.slice(0, 2), reasoning: [], sources: [], images: [], finish: null }];
  const metrics = { ...noMetrics(), first_text_ms: 900, duration_ms: 2400, tokens_per_second: 58 };
  return {
    ...emptyAnswer({ model, endpoint_name, demo: false }),
    state: 'stopped',
    segments,
    metrics,
    can_retry: true,
    can_continue: true,
  };
}

export function sampleConversation(): ConversationView {
  const prompt =
    'Calls to our API come back with 429. How should I space the retries? Give me the formula, a short Rust function and typical delays.';
  const tab = (id: string, model: string, answer: AnswerView): TabView => ({
    id,
    endpoint: 'e1',
    endpoint_name: 'AiHubMix',
    demo: false,
    model,
    name: null,
    parameters: { system: null, body: {}, limits: { seconds: null, tokens: null } },
    twin: null,
    entries: [entryOf('u1', prompt, answer)],
    ahead: null,
  });
  const tabs = [
    tab('t1', 'kimi-k2.6', finished('kimi-k2.6', 'AiHubMix')),
    tab('t2', 'claude-haiku-4-5', stopped('claude-haiku-4-5', 'AiHubMix')),
    tab('t3', 'gemini-3-flash', refused('gemini-3-flash', 'AiHubMix')),
  ];
  return {
    id: 'c1',
    title: 'Spacing retries after a 429',
    draft: '',
    selected: 't1',
    tabs,
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

export function sampleRows(): ConversationRow[] {
  const row = (id: string, title: string, hours: number, tabs: number): ConversationRow => ({
    id,
    title,
    updated_ms: Date.now() - hours * HOUR,
    tabs,
    running: false,
  });
  return [
    row('c1', 'Spacing retries after a 429', 0, 3),
    row('c2', 'Delivery dates, explained', 0.1, 3),
    row('c3', 'Translate the lease, §4 to §9', 24, 3),
    row('c4', 'Why is p99 latency bimodal?', 25, 1),
    row('c5', '邮件润色：合同延期', 24.2, 1),
    row('c6', 'Names for a coffee roastery', 90, 4),
  ];
}

/** Capabilities of a model that no list describes. */
export const UNSAID: Capabilities = {
  vision: null,
  files: null,
  tools: null,
  reasoning: null,
  context: null,
  output: null,
};

export function previewOf(text: string): UrlPreview {
  const base = text.trim().replace(/\/+$/, '');
  if (base === '') return { base_url: null, request_line: null, plain_http: false, problem: 'empty' };
  if (!URL.canParse(base)) return { base_url: null, request_line: null, plain_http: false, problem: 'invalid' };
  const url = new URL(base);
  const plain_http = url.protocol === 'http:' && url.hostname !== 'localhost';
  return { base_url: base, request_line: `POST ${base}/chat/completions`, plain_http, problem: null };
}
