// One answer of 5,000 deltas on the command line, as fast as it is taken, and at 1,000 a second: `juxta ask --save` beside
// `curl -N`, Python's `openai`, `llm` (which saves too) and `aichat`.
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startDesktop } from '../../e2e/lib/desktop.mjs';
import { run } from '../../e2e/lib/processes.mjs';
import { END, reply } from '../../e2e/lib/script.mjs';
import { startScripted } from '../../e2e/lib/servers.mjs';
import { figure, interleaved, median, table, times } from '../lib/figures.mjs';
import { BENCH, OUT, PYTHON, TOOLS } from '../lib/places.mjs';

export const about = '`juxta ask --save`, one answer of 5,000 deltas';
const DELTAS = 5_000;
const KEY = 'sk-bench';
const PACES = { fast: 0, 'at-1000': 1_000 };
const NAMES = {
  juxta: '`juxta ask --save`',
  curl: '`curl -N`',
  openai: 'Python `openai`',
  llm: '`llm`',
  aichat: '`aichat`',
};

export async function measure({ quick }) {
  const desktop = await startDesktop({ keyring: 'absent' });
  const answers = Object.fromEntries(
    Object.entries(PACES).map(([name, pace]) => [
      name,
      [reply({ paced: { text: ' word', per_second: pace, repeat: DELTAS } }, ...END)],
    ]),
  );
  const server = await startScripted(desktop, { key: KEY, models: Object.keys(PACES), answers, record: false });
  try {
    const arms = await commands(desktop, server);
    const results = [];
    for (const model of Object.keys(PACES)) {
      const rounds = model === 'fast' ? (quick ? 5 : 15) : quick ? 1 : 3;
      // The first start of each makes its folders and fills caches.
      for (const arm of Object.keys(arms)) if (model === 'fast') await take(arms[arm], model);
      const taken = await interleaved(rounds, Object.keys(arms), (arm) => take(arms[arm], model));
      for (const [arm, runs] of taken) results.push(summed(arm, model, runs));
    }
    return { results, missing: Object.keys(NAMES).filter((arm) => !arms[arm]), markdown: render(results) };
  } finally {
    await server.stop();
    await desktop.stop();
  }
}

/** How each asks: `(model) -> {command, env}`. */
async function commands(desktop, { url }) {
  const body = (model) => JSON.stringify({ model, stream: true, messages: [{ role: 'user', content: 'Go' }] });
  const juxta = {
    ...desktop.env,
    JUXTA_DATA_DIR: await desktop.newFolder('ask'),
    JUXTA_API_KEY: KEY,
    JUXTA_BASE_URL: url,
  };
  const arms = {
    juxta: (model) => ({ env: juxta, command: [join(TOOLS, 'juxta'), 'ask', '--save', '-m', model, 'Go'] }),
    curl: (model) => ({
      command: [
        'curl',
        '-sN',
        '-H',
        `Authorization: Bearer ${KEY}`,
        '-H',
        'content-type: application/json',
        '-d',
        body(model),
        `${url}/chat/completions`,
      ],
    }),
    openai: (model) => ({ command: [join(PYTHON, 'python'), join(BENCH, 'lib/ask_openai.py'), url, KEY, model, 'Go'] }),
    llm: await llm(desktop, url),
  };
  const aichat = [join(OUT, 'cargo/bin/aichat')].find(existsSync);
  if (aichat) arms.aichat = await aichatArm(desktop, url, aichat);
  return arms;
}

async function llm(desktop, url) {
  const folder = await desktop.newFolder('llm');
  const models = Object.keys(PACES).map(
    (name) => `- model_id: ${name}\n  model_name: ${name}\n  api_base: ${url}\n  api_key_name: bench\n`,
  );
  await writeFile(join(folder, 'extra-openai-models.yaml'), models.join(''));
  await writeFile(join(folder, 'keys.json'), JSON.stringify({ bench: KEY }));
  return (model) => ({
    env: { ...desktop.env, LLM_USER_PATH: folder },
    command: [join(PYTHON, 'llm'), 'prompt', '-m', model, 'Go'],
  });
}

async function aichatArm(desktop, url, binary) {
  const folder = await desktop.newFolder('aichat');
  const names = Object.keys(PACES).map((name) => `      - name: ${name}\n`);
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, 'config.yaml'),
    `model: bench:fast\nsave: true\nclients:\n  - type: openai-compatible\n    name: bench\n    api_base: ${url}\n    api_key: ${KEY}\n    models:\n${names.join('')}`,
  );
  return (model) => ({
    env: { ...desktop.env, AICHAT_CONFIG_DIR: folder },
    command: [binary, '-m', `bench:${model}`, 'Go'],
  });
}

async function take(arm, model) {
  const { command, env } = arm(model);
  const { stdout } = await run('/usr/bin/python3', [join(BENCH, 'lib/spawned.py'), ...command], {
    env: env ?? process.env,
  });
  const result = JSON.parse(stdout);
  if (result.code !== 0 || result.bytes < DELTAS * 5)
    throw new Error(`${command.slice(0, 2).join(' ')} ended with ${result.code} after ${result.bytes} bytes`);
  return result;
}

function summed(arm, model, runs) {
  const middle = (name) => median(runs.map((run) => run[name]));
  return { arm, model, wall: middle('wall'), cpu: middle('cpu'), peak: middle('peak_mb'), runs: runs.length };
}

function render(results) {
  const of = (arm, model) => results.find((result) => result.arm === arm && result.model === model);
  const arms = [...new Set(results.map((result) => result.arm))];
  const rows = arms.map((arm) => {
    const [fast, paced] = ['fast', 'at-1000'].map((model) => of(arm, model));
    const ms = (seconds) => figure(seconds * 1000);
    return [
      NAMES[arm],
      ms(fast.wall),
      times(fast.wall, of('curl', 'fast').wall),
      ms(fast.cpu),
      figure(fast.peak),
      ms(paced.wall),
      ms(paced.cpu),
    ];
  });
  return table(['5,000 deltas', 'wall ms', 'beside curl', 'CPU ms', 'peak MB', 'at 1,000/s: wall ms', 'CPU ms'], rows);
}
