// Pictures of two answers compared.
import { connected } from '../lib/connected.mjs';
import { allDone, anew, onStage, pictures } from '../lib/pictures.mjs';
import { until } from '../lib/processes.mjs';
import { END, reply, say } from '../lib/script.mjs';

const MODELS = ['claude-haiku-4-5', 'gemini-3-flash', 'kimi-k2.6'];
const PROMPT =
  'Calls to our API come back with 429. How should I space the retries? Give me the formula, a short Rust function and typical delays.';
const MORE = 'And what else should a client do?';

const KIMI = `### Capped exponential backoff with full jitter

Before retry *n*, wait a random time between 0 and \`min(c, b · 2ⁿ)\`. With *b* = 0.5 s and *c* = 30 s, clients that failed together do not come back together.

- **Retry** 408, 429 and 5xx. Anything else will fail the same way again.
- **Obey** \`Retry-After\` when the server sends it; it beats the formula.

\`\`\`rust
fn delay(n: u32, rng: &mut impl Rng) -> Duration {
    let base = Duration::from_millis(500);
    let cap = Duration::from_secs(30);
    let top = cap.min(base * 2u32.pow(n.min(6)));
    rng.random_range(Duration::ZERO..=top)
}
\`\`\`
`;
const CLAUDE = `### Exponential backoff with full jitter

Before retry *n*, pick a random wait between 0 and \`min(c, b · 2ⁿ)\`. With *b* = 0.5 s and *c* = 30 s, a crowd that failed together does not come back together.

- **Retry** 429 and 5xx. Other errors will not fix themselves.
- **Obey** \`Retry-After\` when the server sends it; it beats your own number.
- **Stop** after six tries, or 60 s in total, whichever comes first.

\`\`\`rust
fn delay(n: u32, rng: &mut impl Rng) -> Duration {
    let top = (0.5 * 2f64.powi(n as i32)).min(30.0);
    let secs = rng.random_range(0.0..=top);
    Duration::from_secs_f64(secs)
}
\`\`\`
`;
const KIMI_MORE = `## Which errors to retry

Retry 408, 429 and every 5xx. A 400 or 401 will fail the same way again, so give up at once and tell the caller.

## Idempotency keys

A retried \`POST\` may have worked the first time. Send the same \`Idempotency-Key\` with each try, so the server can answer with the first result.

## How long to wait

Full jitter: a random time between 0 and \`min(30 s, 0.5 s · 2ⁿ)\`. Obey \`Retry-After\` when it is there.

## What to log

Log each wait, the status and the request id. Without them nobody can tell backoff from a hang.
`;
const CLAUDE_MORE = `## Errors worth a retry

Only retry what can heal: rate limits (429) and server trouble (every 5xx). Treat the rest as final.

## The wait

Start at 0.5 s, double each time, stop doubling at 30 s. Then pick a random point in that range.

## Stop after a total, not a count

Six quick failures take two seconds, six slow ones a minute. Limit the total time to 60 s and forget the count.

## Open the circuit

After ten failures in a row, stop calling for a while. Let one call through, and close the circuit when it works.

## What to log

Write down status, wait and request id for every try.
`;
const whole = (text) => reply(...text.match(/[\s\S]{1,40}/g).map(say), ...END);
const ANSWERS = {
  'kimi-k2.6': [whole(KIMI), whole(KIMI_MORE)],
  'claude-haiku-4-5': [whole(CLAUDE), whole(CLAUDE_MORE)],
  'gemini-3-flash': [whole(CLAUDE), whole(KIMI_MORE)],
};

/** The two answers, set in a way of their own if need be, the walk gone so many steps. */
function compared(steps, ...clicks) {
  return anew(async (page) => {
    await page.find('diff');
    await until('two answers are compared', async () => /% the same/.test(await page.text('diff-legend')));
    for (const css of clicks) await page.script('document.querySelector(arguments[0])?.click()', css);
    for (let step = 0; step < steps; step += 1) await page.press('diff-next');
  });
}

await onStage(async (parts) => {
  const { window, page } = await connected(parts, {
    models: MODELS,
    tabs: ['kimi-k2.6', 'claude-haiku-4-5', 'gemini-3-flash'],
    answers: ANSWERS,
  });
  await page.ask(PROMPT);
  await allDone(page);
  await page.press('view-diff');
  await pictures(window, 'diff', compared(3));
  await pictures(
    window,
    'diff-inline',
    compared(9, '[data-testid="diff-set"] [data-value="inline"]', '[data-testid="diff-hide-same"]'),
  );
  await pictures(window, 'diff-list', compared(11, '[data-testid="diff-way"] [data-value="list"]'));
  await page.press('view-tabs');
  await page.ask(MORE);
  await until('the second turn is asked', async () => (await page.answers()).filter((each) => each.shown).length > 1);
  await allDone(page);
  await page.press('view-diff');
  await pictures(window, 'diff-sections', compared(2));
  await window.close();
});
