// The state of the endpoint form's options. Secrets are read from their fields once, on submit.

import type { EndpointSettings, EndpointSettingsForm, PresetView } from '../ipc/bindings';
import { ProxyDraft, secretInput } from './proxy.svelte';
import { headerProblem, PairRow, queryProblem } from './rows.svelte';

/** The folded parts of the form. */
export type Section = 'headers' | 'auth' | 'network' | 'limits' | 'body' | 'check' | 'about';
/** The secret fields by name; each returns its content and empties itself. */
export type Secrets = Map<string, () => string | Promise<string>>;
/** A field with an invalid value. */
export type FieldProblem = { section: Section; field: string };

export const LIMITS = ['connect_s', 'first_content_s', 'silence_s'] as const;
export type LimitName = (typeof LIMITS)[number];
/** Seconds; an hour is longer than any server takes. */
export const LONGEST_S = 3600;
/** Most answers under way at once. */
export const MOST_AT_ONCE = 24;

/** How requests are made when nothing was set. */
export const DEFAULTS: EndpointSettings = {
  preset: '',
  auth_header: { name: 'Authorization', scheme: 'Bearer' },
  query: [],
  headers: [],
  proxy: { kind: 'default' },
  ca_pem: '',
  client_cert: null,
  limits: { connect_s: 10, first_content_s: 300, silence_s: 120 },
  parallel: 6,
  extra_body: '',
  send_reasoning_back: false,
  check_model: '',
};

export class SettingsDraft {
  headers = $state.raw<PairRow[]>([]);
  query = $state.raw<PairRow[]>([]);
  authName = $state('');
  authScheme = $state('');
  readonly proxy: ProxyDraft;
  caPem = $state('');
  certPem = $state('');
  /** Whether the keyring holds the private key of the certificate. */
  readonly certKeyKept: boolean;
  certKeyFilled = $state(false);
  limits = $state({ ...DEFAULTS.limits } as Record<LimitName, number | null>);
  /** How many answers are under way at once. */
  parallel = $state<number | null>(DEFAULTS.parallel);
  parallelWrong = $derived(
    this.parallel === null || !Number.isInteger(this.parallel) || this.parallel < 1 || this.parallel > MOST_AT_ONCE,
  );
  extraBody = $state('');
  reasoningBack = $state(false);
  checkModel = $state('');
  readonly secrets: Secrets = new Map();
  /** Which parts are unfolded. */
  open = $state({} as Partial<Record<Section, boolean>>);
  /** Whether fields show what is missing: after submit. */
  strict = $state(false);
  bodyProblem = $derived(jsonObject(this.extraBody) === null);
  problem = $derived(this.#firstProblem());

  constructor(saved: EndpointSettings | null, preset: PresetView) {
    const from = saved ?? { ...DEFAULTS, auth_header: preset.auth_header, query: preset.query };
    this.headers = from.headers.map(({ name, value, secret }) => new PairRow(name, value, secret));
    this.query = pairs(from.query);
    this.authName = from.auth_header.name;
    this.authScheme = from.auth_header.scheme;
    this.proxy = new ProxyDraft(from.proxy);
    this.caPem = from.ca_pem;
    this.certPem = from.client_cert?.cert_pem ?? '';
    this.certKeyKept = from.client_cert?.key ?? false;
    this.limits = { ...from.limits };
    this.parallel = from.parallel;
    this.extraBody = from.extra_body;
    this.reasoningBack = from.send_reasoning_back;
    this.checkModel = from.check_model;
  }

  /** Another preset was chosen: what the person changed stays, the rest becomes the new one's. */
  follow(before: PresetView, next: PresetView): void {
    const untouched = this.authName === before.auth_header.name && this.authScheme === before.auth_header.scheme;
    if (untouched) [this.authName, this.authScheme] = [next.auth_header.name, next.auth_header.scheme];
    const query = JSON.stringify(this.query.map(({ name, value }) => [name, value]));
    if (query === JSON.stringify(before.query)) this.query = pairs(next.query);
  }

  /** Header rows that are sent. */
  get sent(): PairRow[] {
    return this.headers.filter((row) => !row.empty);
  }

  /** Query parameters that are sent. */
  get sentQuery(): [string, string][] {
    return this.query.filter((row) => row.name.trim() !== '').map((row) => [row.name.trim(), row.value]);
  }

  /** How many members the extra body has. */
  get members(): number {
    return Object.keys(jsonObject(this.extraBody) ?? {}).length;
  }

  /** Returns the form, and empties the secret fields. */
  async form(preset: string): Promise<EndpointSettingsForm> {
    const typed = new Map<string, string>();
    for (const [name, take] of this.secrets) typed.set(name, await take());
    const secret = (name: string): string => typed.get(name) ?? '';
    const headers = this.sent.map((row) => ({
      name: row.name.trim(),
      value: row.secret ? secret(row.id) || null : row.value,
      secret: row.secret,
    }));
    const certified = this.certPem.trim() !== '';
    return {
      preset,
      auth_header: { name: this.authName.trim(), scheme: this.authScheme.trim() },
      query: this.sentQuery,
      headers,
      proxy: this.proxy.form(secret('proxy')),
      ca_pem: this.caPem.trim(),
      client_cert: certified
        ? { cert_pem: this.certPem.trim(), key: secretInput(secret('cert-key'), this.certKeyKept) }
        : null,
      limits: {
        connect_s: this.limits.connect_s ?? 0,
        first_content_s: this.limits.first_content_s ?? 0,
        silence_s: this.limits.silence_s ?? 0,
      },
      parallel: this.parallel ?? 0,
      extra_body: this.extraBody.trim(),
      send_reasoning_back: this.reasoningBack,
      check_model: this.checkModel.trim(),
    };
  }

  /** Marks the secret fields as empty after submit. */
  emptied(): void {
    for (const row of this.headers) row.filled = false;
    this.proxy.filled = this.certKeyFilled = false;
  }

  limitWrong(name: LimitName): boolean {
    const value = this.limits[name];
    return value === null || !Number.isInteger(value) || value < 1 || value > LONGEST_S;
  }

  #firstProblem(): FieldProblem | null {
    const header = this.headers.find((row) => headerProblem(row, this.headers, this.authName) !== null);
    if (header) return { section: 'headers', field: header.id };
    if (this.authName.trim() === '') return { section: 'auth', field: 'endpoint-auth-name' };
    const query = this.query.find((row) => queryProblem(row) !== null);
    if (query) return { section: 'auth', field: query.id };
    if (this.proxy.problem !== null) return { section: 'network', field: 'endpoint-proxy-url' };
    if (this.certPem.trim() !== '' && !this.certKeyKept && !this.certKeyFilled)
      return { section: 'network', field: 'endpoint-cert-key' };
    const limit = LIMITS.find((name) => this.limitWrong(name));
    if (limit) return { section: 'limits', field: `endpoint-limit-${limit}` };
    if (this.parallelWrong) return { section: 'limits', field: 'endpoint-parallel' };
    return this.bodyProblem ? { section: 'body', field: 'endpoint-body' } : null;
  }
}

function pairs(rows: readonly (readonly [string, string])[]): PairRow[] {
  return rows.map(([name, value]) => new PairRow(name, value));
}

/** The object in this text; an empty one where there is no text, `null` where it is anything else. */
export function jsonObject(text: string): Record<string, unknown> | null {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
