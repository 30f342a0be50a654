// How many megabytes of a stream are read a second, from bytes to text.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../../e2e/lib/processes.mjs';
import { figure, interleaved, median, table, times } from '../lib/figures.mjs';
import { BENCH, OUT, PYTHON, TOOLS } from '../lib/places.mjs';

export const about = 'decoder and reader, bytes of a stream to text';
const WORDS = [
  'The',
  ' bucket',
  ' fills',
  ' at',
  ' a',
  ' steady',
  ' rate',
  ',',
  ' and',
  ' each',
  ' request',
  ' takes',
  ' one',
  '.\n\n',
  ' "so',
  ' ü',
  '日本',
];
const NAMES = {
  juxta: 'Juxta (lenient reader, errors, usage, pictures)',
  eventsource: '`eventsource-stream` + serde, text only',
  openai: 'Python `openai`',
};

export async function measure({ quick }) {
  const file = join(OUT, 'stream.txt');
  const body = streamOf(quick ? 50_000 : 100_000);
  await writeFile(file, body);
  const megabytes = Buffer.byteLength(body) / 1e6;
  const reader = join(TOOLS, 'bench-decoder');
  const commands = {
    juxta: [reader, ['juxta', file]],
    eventsource: [reader, ['eventsource', file]],
    openai: [join(PYTHON, 'python'), [join(BENCH, 'lib/read_openai.py'), file]],
  };
  const taken = await interleaved(quick ? 3 : 7, Object.keys(commands), async (arm) =>
    JSON.parse((await run(...commands[arm])).stdout),
  );
  const results = [...taken].map(([arm, runs]) => ({
    arm,
    rate: megabytes / median(runs.map((each) => each.seconds)),
    characters: runs[0].characters,
  }));
  if (new Set(results.map((result) => result.characters)).size > 1)
    throw new Error(`they do not read the same: ${JSON.stringify(results)}`);
  const ours = results.find((result) => result.arm === 'juxta');
  const rows = results.map(({ arm, rate }) => [NAMES[arm], figure(rate), times(ours.rate, rate)]);
  return { megabytes, results, markdown: table(['Reader', 'MB/s', 'Juxta beside it'], rows) };
}

/** A body as servers of OpenAI's kind send it. */
function streamOf(deltas) {
  const event = (delta, finish = null) =>
    `data: ${JSON.stringify({ id: 'chatcmpl-bench', object: 'chat.completion.chunk', created: 1_700_000_000, model: 'bench', system_fingerprint: 'fp_bench', choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }] })}\n\n`;
  const texts = Array.from({ length: deltas }, (_, at) => event({ content: WORDS[at % WORDS.length] }));
  return [event({ role: 'assistant', content: '' }), ...texts, event({}, 'stop'), 'data: [DONE]\n\n'].join('');
}
