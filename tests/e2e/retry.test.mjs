// Asked again by itself: the wait is seen, skipped, cancelled, survives a reload and a kill; and what answers cost is seen.
import assert from 'node:assert/strict';
import { connected } from './lib/connected.mjs';
import { glances } from './lib/glances.mjs';
import { until } from './lib/processes.mjs';
import { onDesktop } from './lib/scenario.mjs';
import { answer, reply, say, think } from './lib/script.mjs';

const scenario = onDesktop();

const busy = (headers) => ({
  status: 429,
  headers: { 'content-type': 'application/json', ...headers },
  framing: 'length',
  steps: [{ bytes: '{"error":{"message":"Slow down.","type":"rate_limit","code":"rate_limit_exceeded"}}' }],
});
/** Refused for longer than a scenario takes. */
const forLong = busy({ 'retry-after': '90' });

/** Seconds left, as the card says. */
async function secondsLeft(page) {
  const said = await page.text('answer-waits');
  const [, minutes = '0', seconds] = said.match(/Rate limited · (?:(\d+) min )?(\d+) s/) ?? assert.fail(said);
  return Number(minutes) * 60 + Number(seconds);
}

scenario('a rate limited answer counts down in card and tab, and is asked at once on request', async (desktop) => {
  const answers = { alpha: [forLong, answer('Here it is.')], beta: [answer('Beta is quick.')] };
  const { window, page, server } = await connected(desktop, { answers });
  await page.ask('Well?');
  await page.find('answer-waits');
  const first = await secondsLeft(page);
  assert.ok(first > 60 && first <= 91, `${first} seconds`);
  const tab = (await page.tabs()).find(({ model }) => model === 'alpha');
  assert.equal(tab.state, 'waiting');
  assert.match(tab.text, /Rate limited, retrying in/);
  assert.match(tab.text, /Rate limited · (1 min )?\d+ s/);
  await until('the seconds go down', async () => (await secondsLeft(page)) < first);
  const spoken = await until('the wait was told', () =>
    page.script(
      'return [...document.querySelectorAll("[role=status]")].map((region) => region.textContent).find((text) => /Retrying in/.test(text))',
    ),
  );
  assert.match(spoken, /alpha: Rate limited\. Retrying in/);
  await glances(window, 'countdown');
  await page.press('view-columns');
  await glances(window, 'countdown-columns');
  await page.press('view-tabs');
  await page.select('alpha');

  await page.press('answer-retry-now');
  assert.equal((await page.answer('done')).text.trim(), 'Here it is.');
  await page.gone('answer-waits');
  assert.equal((await server.chats()).filter((chat) => chat.json.model === 'alpha').length, 2);
});

scenario('cancel stops the answer and nobody is asked again', async (desktop) => {
  const answers = { alpha: [forLong, answer('Never.')] };
  const { page, server } = await connected(desktop, { answers, tabs: ['alpha'] });
  await page.ask('Well?');
  await page.press('answer-cancel');
  await page.answer('stopped');
  await page.gone('answer-waits');
  assert.equal((await server.chats()).length, 1);
});

scenario('the wait survives a reload, and stop all ends it', async (desktop) => {
  const answers = { alpha: [forLong, answer('Never.')] };
  const { page, server } = await connected(desktop, { answers, tabs: ['alpha'] });
  await page.ask('Well?');
  await page.find('answer-waits');
  const before = await secondsLeft(page);
  await page.reload();
  await page.find('answer-waits');
  const after = await secondsLeft(page);
  assert.ok(after <= before && after > before - 60, `${before} then ${after}`);
  await page.press('stop-all');
  await page.answer('stopped');
  assert.equal((await server.chats()).length, 1);
});

scenario('a window killed while it waits says afterwards that it was refused', async (desktop) => {
  const answers = { alpha: [forLong, answer('Second try.')] };
  const { window, page, server } = await connected(desktop, { answers, tabs: ['alpha'] });
  await page.ask('Well?');
  await page.find('answer-waits');
  await window.kill();
  await window.open();
  const failed = await window.page.answer('failed');
  assert.match(failed.error, /Too many requests/);
  assert.equal((await server.chats()).length, 1);
  await window.page.press('answer-retry');
  assert.equal((await window.page.answer('done')).text.trim(), 'Second try.');
});

scenario('a short wait ends by itself after exactly the requests it says', async (desktop) => {
  const answers = {
    alpha: [busy({ 'retry-after-ms': '300' }), busy({ 'retry-after-ms': '300' }), answer('Third time.')],
  };
  const { page, server } = await connected(desktop, { answers, tabs: ['alpha'] });
  await page.ask('Well?');
  assert.equal((await page.answer('done')).text.trim(), 'Third time.');
  assert.equal((await server.chats()).length, 3);
});

const priced = (id, prompt, completion) => ({ id, pricing: { prompt, completion } });
const usage = (fields) => ({ data: { choices: [], usage: fields } });

scenario('the foot tells what an answer cost, what nobody knows, and what the server charges', async (desktop) => {
  const models = [priced('alpha', '0.0000025', '0.00001'), priced('beta', '0.00000015', '0.0000006'), 'gamma', 'delta'];
  const used = { prompt_tokens: 2006, completion_tokens: 300, total_tokens: 2306 };
  const end = (fields) => [{ finish: 'stop' }, usage(fields), 'done'];
  const answers = {
    alpha: [
      reply(
        think('Let me see. '),
        { wait_ms: 300 },
        say('Alpha says this '),
        { wait_ms: 300 },
        say('and that.'),
        ...end({ ...used, completion_tokens_details: { reasoning_tokens: 120 } }),
      ),
    ],
    beta: [reply(say('Beta says this '), { wait_ms: 200 }, say('and that.'), ...end(used))],
    gamma: [reply(say('Gamma has no price.'), ...end(used))],
    delta: [
      {
        ...reply(say('Delta was charged.'), ...end({ ...used, cost: 0.005615, completion_time: 3 })),
        served: 'delta-next',
      },
    ],
  };
  const { window, page } = await connected(desktop, { models, answers, tabs: ['alpha', 'beta', 'gamma', 'delta'] });
  await page.ask('What did that cost?');
  await until('all are done', async () => (await page.tabs()).every((tab) => tab.state === 'done'));
  const figures = async (model) => (await page.select(model), (await page.answer('done')).metrics);
  // 2006 × 2.5 + 300 × 10 and 2006 × 0.15 + 300 × 0.6 microdollars.
  assert.match(await figures('alpha'), /2,006 in.*300 out \(120 thinking\).*\$0\.0080/s);
  assert.match(await figures('beta'), /\$0\.0005/);
  assert.match(await figures('gamma'), /no price/);
  assert.match(await figures('delta'), /server 100 tok\/s.*\$0\.0056 billed.*answered by delta-next/s);
  const tabs = await page.tabs();
  assert.match(tabs[0].text, /\$0\.0080/);
  assert.doesNotMatch(tabs[2].text, /\$/);
  await page.select('alpha');
  await glances(window, 'figures');
  await window.resize(1580, 900);
  await page.press('view-columns');
  const cheapest = await until('the columns are there', () =>
    page.script(
      'return [...document.querySelectorAll(".figs .best")].map((figure) => figure.textContent).find((text) => text.startsWith("Cost"))',
    ),
  );
  assert.match(cheapest, /\$0\.0005, cheapest/);
  await glances(window, 'figures-columns');
});

scenario('stream options a server refuses are left out, and that is said once', async (desktop) => {
  const refused = {
    status: 400,
    headers: { 'content-type': 'application/json' },
    framing: 'length',
    steps: [
      {
        bytes:
          '{"error":{"message":"Unknown parameter: stream_options","type":"invalid_request_error","param":"stream_options"}}',
      },
    ],
  };
  const answers = { alpha: [refused, answer('Without them.'), answer('Again without.')] };
  const { page, server } = await connected(desktop, { answers, tabs: ['alpha'] });
  await page.ask('Well?');
  assert.equal((await page.answer('done')).text.trim(), 'Without them.');
  assert.match(await page.text('answer-dropped'), /Sent without stream_options/);
  await page.ask('And?');
  await page.answerSays('Again without.');
  assert.deepEqual(
    (await server.chats()).map((chat) => 'stream_options' in chat.json),
    [true, false, false],
  );
});
