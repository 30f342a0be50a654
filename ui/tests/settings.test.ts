// How requests are made, as filled in: what is wrong is found at its field, secrets are handed in once, nothing else is lost.

import { microDollars } from '../src/shared/cost';
import { describe, expect, it } from 'vitest';
import { ProxyDraft } from '../src/endpoint/proxy.svelte';
import { headerProblem, PairRow, queryProblem } from '../src/endpoint/rows.svelte';
import { jsonObject, SettingsDraft } from '../src/endpoint/settings.svelte';
import { PLAIN_SETTINGS } from '../dev/fake-data';
import { PRESETS } from '../dev/fake-endpoints';
import type { EndpointSettings, PresetView } from '../src/ipc/bindings';
import { outcomeWords } from '../src/settings/connection';

const [aihubmix] = PRESETS as [PresetView];
const SAVED: EndpointSettings = {
  ...PLAIN_SETTINGS,
  query: [['api-version', '2024-10-21']],
  headers: [
    { name: 'X-Title', value: 'Juxta', secret: false },
    { name: 'X-Token', value: null, secret: true },
  ],
  proxy: { kind: 'url', url: 'socks5://proxy.example:1080', user: 'me', password: true },
  client_cert: { cert_pem: 'PEM', key: true },
  extra_body: '{"top_k": 40}',
};

const draftOf = (saved: EndpointSettings | null): SettingsDraft => new SettingsDraft(saved, aihubmix);

describe('settings', () => {
  it('come back as they were saved, secrets left where they are', async () => {
    const form = await draftOf(SAVED).form('aihubmix');
    expect(form).toEqual({
      ...SAVED,
      proxy: { kind: 'url', url: 'socks5://proxy.example:1080', user: 'me', password: { kind: 'keep' } },
      client_cert: { cert_pem: 'PEM', key: { kind: 'keep' } },
    });
  });

  it('hand a secret in, and nothing of it is in what is kept', async () => {
    const draft = draftOf(null);
    const row = new PairRow('X-Token', '', true);
    row.filled = true;
    draft.headers = [row];
    draft.proxy.kind = 'url';
    draft.proxy.url = 'http://proxy.example:3128';
    draft.secrets.set(row.id, () => 'canary-header');
    draft.secrets.set('proxy', () => 'canary-proxy');
    const form = await draft.form('');
    expect(form.headers).toEqual([{ name: 'X-Token', value: 'canary-header', secret: true }]);
    expect(form.proxy).toMatchObject({ password: { kind: 'typed', value: 'canary-proxy' } });
    draft.emptied();
    expect(
      JSON.stringify([draft.headers.map((each) => ({ ...each, name: each.name, value: each.value })), draft.proxy.url]),
    ).not.toContain('canary');
    expect(draft.problem).toEqual({ section: 'headers', field: row.id });
  });

  it('send neither empty rows nor spaces around names', async () => {
    const draft = draftOf(null);
    draft.headers = [new PairRow(), new PairRow(' X-A ', ' b ')];
    draft.query = [new PairRow('', ''), new PairRow(' v ', '1')];
    const form = await draft.form('');
    expect(form.headers).toEqual([{ name: 'X-A', value: ' b ', secret: false }]);
    expect(form.query).toEqual([['v', '1']]);
  });

  it('name the first field that is wrong', () => {
    const draft = draftOf(null);
    expect(draft.problem).toBeNull();
    draft.extraBody = '[1]';
    expect(draft.problem).toEqual({ section: 'body', field: 'endpoint-body' });
    draft.limits.silence_s = 0;
    expect(draft.problem).toEqual({ section: 'limits', field: 'endpoint-limit-silence_s' });
    draft.certPem = 'PEM';
    expect(draft.problem).toEqual({ section: 'network', field: 'endpoint-cert-key' });
    draft.proxy.kind = 'url';
    expect(draft.problem).toEqual({ section: 'network', field: 'endpoint-proxy-url' });
    draft.authName = ' ';
    expect(draft.problem).toEqual({ section: 'auth', field: 'endpoint-auth-name' });
  });

  it.each([
    ['', {}],
    ['{"a":1}', { a: 1 }],
    ['[1]', null],
    ['"a"', null],
    ['null', null],
    ['{a:1}', null],
    ['{', null],
  ])('the extra body %j is %j', (text, object) => expect(jsonObject(text)).toEqual(object));
});

describe('rows', () => {
  const problem = (name: string, value = 'x', others: PairRow[] = []): unknown => {
    const row = new PairRow(name, value);
    return headerProblem(row, [row, ...others], 'Authorization');
  };
  it.each([
    ['X-Title', null],
    ['', 'name'],
    ['X Title', 'token'],
    ['Bäh', 'token'],
    ['Content-Length', 'own'],
    ['authorization', 'own'],
  ])('the header %j is judged %j', (name, expected) => expect(problem(name)).toBe(expected));
  it('an empty one is simply not sent', () => expect(problem('', '')).toBeNull());
  it('finds a header twice, whatever its case', () =>
    expect(problem('X-A', '1', [new PairRow('x-a', '2')])).toBe('twice'));
  it('wants the value of a secret one, unless the keyring has it', () => {
    const typed = new PairRow('X-A', '', true);
    expect(headerProblem(typed, [typed], '')).toBe('secret');
    const kept = new PairRow('X-A', null, true);
    expect(headerProblem(kept, [kept], '')).toBeNull();
  });
  it('a parameter needs a name', () => expect(queryProblem(new PairRow('', 'x'))).toBe('name'));
});

describe('a proxy', () => {
  it.each([
    ['', 'empty'],
    ['http://p:3128', null],
    ['socks5://[::1]:1080', null],
    ['proxy.example:3128', null],
    ['ftp://p', 'invalid'],
    ['a b', 'invalid'],
  ])('at %j is %j', (url, expected) => {
    const proxy = new ProxyDraft({ kind: 'url', url, user: '', password: false });
    expect(proxy.problem).toBe(expected);
  });
});

it('finds nothing wrong in nobody answering on this computer', () => {
  const row = {
    at_ms: 0,
    endpoint: null,
    host: '127.0.0.1:11434',
    proxy: null,
    purpose: 'local_servers' as const,
    bytes_out: 0,
    bytes_in: 0,
    status: null,
    outcome: 'connect',
    ms: 1,
  };
  expect([
    outcomeWords(row),
    outcomeWords({ ...row, purpose: 'answer' }),
    outcomeWords({ ...row, outcome: 'ok', status: 200 }),
  ]).toEqual(['No server', 'No connection', '200']);
});

it('writes money with cents, and less than a cent with its digits', () => {
  expect([13_580_000, 0, -1_500_000, 20, 9_999, 10_000].map(microDollars)).toEqual([
    '$13.58',
    '$0.00',
    '−$1.50',
    '$0.00002',
    '$0.009999',
    '$0.01',
  ]);
});
