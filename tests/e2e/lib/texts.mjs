// What is asked and answered when a screen is looked at, read out or photographed.
import { END, answer, gate, reply, say, think } from './script.mjs';

export const MODELS = ['claude-haiku-4-5', 'deepseek-v3.2', 'gemini-3-flash', 'gpt-4o-mini', 'kimi-k2.6', 'qwen3-max'];

export const PROMPT =
  'Calls to our API come back with 429. How should I space the retries? Give me the formula, a short Rust function and typical delays.';

/** Everything markdown has, in an answer somebody might want. */
export const BACKOFF = `## Capped exponential backoff with full jitter

Before retry *n*, wait a random time between 0 and \`min(c, b · 2ⁿ)\`. With *b* = 0.5 s and *c* = 30 s, clients that failed
together do not come back together. See [the measurements](https://example.com/backoff).

- **Retry** 408, 429 and 5xx. Anything else will fail the same way again.
  1. Count the tries.
  2. Give up after six.
- **Obey** \`Retry-After\` when the server sends it; it beats the formula.
- [x] jitter
- [ ] a budget for retries

\`\`\`rust
fn delay(n: u32, rng: &mut impl Rng) -> Duration {
    let base = Duration::from_millis(500);
    let cap = Duration::from_secs(30);
    let top = cap.min(base * 2u32.pow(n.min(6)));
    rng.random_range(Duration::ZERO..=top)
}
\`\`\`

| Retry *n* | Longest wait | Mean wait |
|---|---:|---:|
| 0 | 0.5 s | 0.25 s |
| 3 | 4 s | 2 s |
| 6 | 30 s | 15 s |

> A retry is a request as well.
`;

const LIMITED =
  '{"error":{"message":"Too many requests (tid: 20260203)","type":"rate_limit","code":"rate_limit_exceeded"}}';

/** One answer for each way an answer can be: done, cut off, failed, answering (until the gate `go-on`), thinking (until `think-on`). */
export const ANSWERS = {
  'kimi-k2.6': [
    reply(think('The person wants a formula, code and figures.'), ...BACKOFF.match(/[\s\S]{1,12}/g).map(say), ...END),
  ],
  'qwen3-max': [reply(say('Double the wait each time, and '), 'close')],
  'gemini-3-flash': [
    { status: 429, headers: { 'content-type': 'application/json' }, framing: 'length', steps: [{ bytes: LIMITED }] },
  ],
  'claude-haiku-4-5': [
    reply(say('Start from half a second and double it each time, '), gate('go-on'), say('with jitter.'), ...END),
  ],
  'deepseek-v3.2': [reply(think('How many retries are sensible?'), gate('think-on'), say('Six.'), ...END)],
  '*': [answer('Yes.')],
};
