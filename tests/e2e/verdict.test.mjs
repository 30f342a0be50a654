// llmock's faults, all of them, against the console; and its verdict on how they were met, every finding explained.
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canaryKey } from './lib/canary.mjs';
import { run } from './lib/processes.mjs';
import { onDesktop } from './lib/scenario.mjs';
import { startLlmock } from './lib/servers.mjs';
import { TOOLS } from './lib/window.mjs';

const REPORT = join(dirname(fileURLToPath(import.meta.url)), '../../target/e2e/llmock-verdict.txt');

/**
 * Every fault: what is scripted, how the answer ends (the code, or nothing for a whole one), whether text must have come,
 * and the finding llmock makes of it with the reason why it stands.
 */
const FAULTS = [
  { name: 'a limit with a wait', script: [{ type: 'fail', status: 429, retry_after: 1, times: 1 }] },
  { name: 'two failures, then an answer', script: [{ type: 'fail', status: 503, times: 2 }] },
  { name: 'a failure that lasts', script: [{ type: 'fail', status: 500, times: 9 }], code: 'server_error' },
  { name: 'a refused key', script: [{ type: 'fail', status: 401, times: 1 }], code: 'unauthorised' },
  { name: 'a refused request', script: [{ type: 'fail', status: 400, times: 1 }], code: 'bad_request' },
  { name: 'a model that is not there', script: [{ type: 'fail', status: 404, times: 1 }], code: 'unknown_model' },
  { name: 'a slow first word', script: [{ type: 'slow_first_token', seconds: 1 }] },
  {
    name: 'a stream that ends early',
    script: [{ type: 'stream_fault', kind: 'truncate', after_chunks: 3 }],
    code: 'cut_off',
    text: true,
    finding: 'truncated_stream_accepted',
    because:
      'it is not accepted but called incomplete, exit code 1; it is not asked again, as what has begun is billed twice',
  },
  {
    name: 'a connection that drops',
    script: [{ type: 'stream_fault', kind: 'disconnect', after_chunks: 3 }],
    code: 'cut_off',
    text: true,
    finding: 'gave_up',
    because: 'its text is kept and it is called incomplete; an answer that has begun is not asked again',
  },
  {
    name: 'a chunk that is no JSON',
    script: [{ type: 'stream_fault', kind: 'malformed', after_chunks: 3 }],
    code: 'malformed',
    text: true,
    finding: 'malformed_chunk_ignored',
    because: 'it is not ignored: the answer fails, its text kept; an answer that has begun is not asked again',
  },
  {
    name: 'a pause of two seconds',
    script: [{ type: 'stream_fault', kind: 'stall', after_chunks: 3, stall_seconds: 2 }],
    text: true,
    finding: 'no_read_timeout',
    because: 'models think in silence; the limit between two pieces of content is two minutes, and a setting',
  },
];

const scenario = onDesktop();

scenario(
  'llmock: every fault, and its verdict with each finding explained',
  async ({ desktop, use }) => {
    const server = use(await startLlmock(desktop, ['--response-style', 'varied']));
    const env = {
      ...desktop.env,
      JUXTA_DATA_DIR: await desktop.newFolder('data'),
      JUXTA_API_KEY: canaryKey(),
      JUXTA_BASE_URL: server.url,
    };
    const ask = (prompt) =>
      run(join(TOOLS, 'juxta'), ['ask', '-m', 'gpt-4o-mini', '--json', prompt], { env, allowFailure: true });
    await server.admin('reset', {});
    for (const fault of FAULTS) {
      await server.admin('scenario', { behaviors: fault.script });
      judge(fault, await ask(`Say something about ${fault.name}`));
      await fetch(new URL('/_llmock/scenario', server.url), { method: 'DELETE' });
    }
    const verdict = await server.admin('verdict');
    await report(verdict, await (await fetch(new URL('/_llmock/verdict?format=text', server.url))).text());
    const expected = FAULTS.flatMap(({ finding }) => finding ?? []);
    assert.deepEqual(
      verdict.findings.map(({ code }) => code).sort(),
      expected.sort(),
      JSON.stringify(verdict, null, 1),
    );
    assert.equal(verdict.calls, FAULTS.length);
  },
  { seconds: 180 },
);

/** How one answer ended, by the console's own words. */
function judge({ name, code, text }, { stdout, code: exit }) {
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const last = lines.at(-1);
  const said = lines
    .filter(({ type }) => type === 'delta')
    .map((line) => line.text)
    .join('');
  assert.equal(last.type, code ? 'error' : 'done', `${name}: ${stdout}`);
  assert.equal(last.code, code, name);
  assert.equal(exit, code ? 1 : 0, name);
  if (text || !code) assert.ok(said.trim(), `${name}: no text`);
}

/** Keeps the verdict, with a reason beneath each finding. */
async function report(verdict, text) {
  const reasons = FAULTS.filter(({ finding }) => finding).map(({ finding, because }) => `${finding}: ${because}`);
  await mkdir(dirname(REPORT), { recursive: true });
  await writeFile(REPORT, `${text}\nWhy the findings stand\n${reasons.map((reason) => `  ${reason}`).join('\n')}\n`);
}
