// The stand-in’s endpoints: presets, checks step by step, found keys, the log. Made up for looking at the page.

import type {
  CheckEvent,
  CheckProgress,
  CheckReport,
  CheckStep,
  ConnectionRow,
  EndpointView,
  Found,
  PresetView,
} from '../src/ipc/bindings';
import { AIHUBMIX, OLLAMA } from './fake-data';

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function preset(id: string, name: string, base_url: string, more: Partial<PresetView> = {}): PresetView {
  return {
    id,
    name,
    base_url,
    auth_header: { name: 'Authorization', scheme: 'Bearer' },
    query: [],
    needs_key: true,
    key_page: null,
    status_page: null,
    local: false,
    asks: null,
    prompt_route: 'direct',
    featured: false,
    ...more,
  };
}

export const PRESETS: PresetView[] = [
  preset('aihubmix', 'AiHubMix', 'https://aihubmix.com/v1', {
    key_page: 'https://aihubmix.com/token',
    status_page: 'https://status.aihubmix.com',
    asks: 'gpt-4o-mini',
    prompt_route: 'passed_on',
    featured: true,
  }),
  preset('openai', 'OpenAI', 'https://api.openai.com/v1', {
    key_page: 'https://platform.openai.com/api-keys',
    status_page: 'https://status.openai.com',
    asks: 'gpt-4o-mini',
    featured: true,
  }),
  preset('anthropic', 'Anthropic', 'https://api.anthropic.com/v1', {
    key_page: 'https://console.anthropic.com/settings/keys',
  }),
  preset('openrouter', 'OpenRouter', 'https://openrouter.ai/api/v1', {
    key_page: 'https://openrouter.ai/settings/keys',
    asks: 'openai/gpt-4o-mini',
    prompt_route: 'passed_on',
    featured: true,
  }),
  preset('azure', 'Azure OpenAI', 'https://RESOURCE.openai.azure.com/openai/v1', {
    auth_header: { name: 'api-key', scheme: '' },
    key_page: 'https://ai.azure.com',
  }),
  preset('litellm', 'LiteLLM', 'http://localhost:4000/v1', { needs_key: false, prompt_route: 'unknown' }),
  preset('ollama', 'Ollama', 'http://localhost:11434/v1', {
    needs_key: false,
    local: true,
    prompt_route: 'local',
    featured: true,
  }),
  preset('lmstudio', 'LM Studio', 'http://localhost:1234/v1', { needs_key: false, local: true, prompt_route: 'local' }),
  preset('custom', '', '', { needs_key: false, prompt_route: 'unknown', featured: true }),
];

const step = (
  name: CheckStep['name'],
  outcome: CheckStep['outcome'],
  ms: number | null,
  reason: CheckStep['reason'] = null,
): CheckStep => ({ name, outcome, ms, reason });

export const WORKS: CheckReport = {
  steps: [
    step('address', 'ok', 41),
    step('tls', 'ok', 63),
    step('key', 'ok', 210, 'proven_by_answer'),
    step('model', 'ok', 900),
    step('streaming', 'ok', 400),
    step('usage', 'warned', null, 'no_usage'),
  ],
  asked_model: 'gpt-4o-mini',
  pieces: 3,
  listed: 412,
  endpoint: null,
  failure: null,
};
const untried = (...names: CheckStep['name'][]): CheckStep[] =>
  names.map((name) => step(name, 'skipped', null, 'not_tried'));
export const REFUSED: CheckReport = {
  ...WORKS,
  steps: [
    step('address', 'ok', 41),
    step('tls', 'ok', 63),
    step('key', 'failed', 210),
    ...untried('model', 'streaming', 'usage'),
  ],
  asked_model: null,
  pieces: null,
  listed: null,
  failure: {
    code: 'unauthorised',
    status: 401,
    provider_message: 'Incorrect API key provided.',
    request_id: 'req_01JC7H2K',
    retry_after_ms: null,
    retryable: false,
    details: {},
  },
};
const NO_LIST: CheckReport = {
  ...WORKS,
  steps: [
    step('address', 'ok', 41),
    step('tls', 'skipped', null, 'loopback'),
    step('key', 'skipped', null, 'no_key'),
    step('model', 'warned', 12, 'no_list'),
    step('streaming', 'skipped', null, 'not_needed'),
    step('usage', 'skipped', null, 'not_needed'),
  ],
  asked_model: null,
  pieces: null,
  listed: null,
};

/** Reports a check step by step, as Rust does. */
export async function play(
  about: string,
  report: CheckReport,
  hear: (progress: CheckProgress) => void,
  pace = 350,
): Promise<CheckReport> {
  const tell = (event: CheckEvent): void => hear({ about, event });
  for (const each of report.steps.filter((every) => every.reason !== 'not_tried')) {
    tell({ kind: 'began', name: each.name });
    if (each.name === 'model' && report.asked_model)
      tell({ kind: 'asking', model: report.asked_model, max_tokens: 64 });
    await later(pace);
    tell({ kind: 'ended', step: each });
  }
  return report;
}

/** What a check of this form finds. */
export function reportFor(url: string, key: string | null, model: string): CheckReport {
  if (key !== null && key.length < 10) return REFUSED;
  return url.includes('nolist') && model === '' ? NO_LIST : WORKS;
}

const found = (
  id: string,
  variable: string,
  name: string,
  base_url: string,
  characters: number,
  more: Partial<Found> = {},
): Found => ({ id, variable, preset: id, name, base_url, characters, known: false, plain_http: false, ...more });
export const FOUND: Found[] = [
  found('openai', 'OPENAI_API_KEY', 'OpenAI', 'https://api.openai.com/v1', 51),
  found('openrouter', 'OPENROUTER_API_KEY', 'OpenRouter', 'https://openrouter.ai/api/v1', 73),
  found('aihubmix', 'AIHUBMIX_API_KEY', 'AiHubMix', 'https://aihubmix.com/v1', 51, { known: true }),
  found('acme', 'ACME_API_KEY', 'ACME', '', 40),
];

/** One of them fails, the others are stored. */
export function foundReport(id: string): CheckReport {
  const one = FOUND.find((each) => each.id === id);
  const endpoint: EndpointView = {
    ...AIHUBMIX,
    id: `found-${id}`,
    name: one?.name ?? id,
    base_url: one?.base_url ?? '',
    has_balance: false,
  };
  return id === 'openrouter' ? REFUSED : { ...WORKS, endpoint };
}

export const LOCAL = [
  { preset: 'ollama', base_url: OLLAMA.base_url, models: ['qwen3-8b', 'gemma3:4b'], known: true },
  { preset: 'lmstudio', base_url: 'http://localhost:1234/v1', models: ['qwen3-4b'], known: false },
];

const row = (
  ago: number,
  host: string,
  purpose: ConnectionRow['purpose'],
  more: Partial<ConnectionRow> = {},
): ConnectionRow => ({
  at_ms: Date.now() - ago * 1000,
  endpoint: 'e1',
  host,
  proxy: null,
  purpose,
  bytes_out: 612,
  bytes_in: 18_204,
  status: 200,
  outcome: 'ok',
  ms: 11_400,
  ...more,
});
export const CONNECTIONS: ConnectionRow[] = [
  row(2, 'aihubmix.com:443', 'answer', { ms: null, bytes_in: 4120 }),
  row(40, 'aihubmix.com:443', 'answer'),
  row(42, 'aihubmix.com:443', 'answer', { status: 429, outcome: 'rate_limited', bytes_in: 214, ms: 320 }),
  row(300, 'aihubmix.com:443', 'models', { bytes_out: 0, bytes_in: 612_480, ms: 840 }),
  row(302, 'aihubmix.com:443', 'check', { ms: 900 }),
  row(303, 'aihubmix.com:443', 'balance', { bytes_out: 0, bytes_in: 31, ms: 160 }),
  row(410, 'localhost:11434', 'local_servers', { endpoint: null, bytes_out: 0, bytes_in: 440, ms: 3 }),
];
