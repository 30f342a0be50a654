// Sample requests and cost estimates of the stand-in.

import type { Estimate, SentAttempt, SentView, SuspectView } from '../src/ipc/bindings';

const BODY = JSON.stringify({
  model: 'kimi-k2.6',
  messages: [{ role: 'user', content: 'Calls to our API come back with 429. How should I space the retries?' }],
  stream: true,
  stream_options: { include_usage: true },
  temperature: 0.6,
});

const ATTEMPT: SentAttempt = {
  segment: 0,
  running: false,
  copy: 'whole',
  exchange: {
    request: {
      method: 'POST',
      url: 'https://aihubmix.com/v1/chat/completions',
      secret_query: [],
      proxy: null,
      headers: [
        { name: 'accept', value: { kind: 'plain', text: 'text/event-stream, application/json;q=0.9' } },
        { name: 'authorization', value: { kind: 'key', scheme: 'Bearer' } },
        { name: 'content-type', value: { kind: 'plain', text: 'application/json' } },
      ],
      body: { text: BODY, bytes: BODY.length, cut: false, abbreviated: 0, sha256: '' },
      changes: [],
    },
    reply: {
      status: 200,
      headers: [['content-type', 'text/event-stream']],
      request_id: 'req_5b1e08ac77d2',
      bytes: 40_000,
      events: 281,
      tail: 'data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
    },
    times: { began_ms: 0, connect_ms: 100, head_ms: 500, first_reasoning_ms: 600, first_text_ms: 6600, end_ms: 11_400 },
    failed: null,
    stopped: false,
  },
};

export function sampleSent(): SentView {
  return structuredClone({ attempts: [ATTEMPT] });
}

export function sampleEstimate(prompt: string, tabs: number): Estimate {
  const low = Math.ceil(prompt.length / 5) * tabs;
  return { input: { low, high: 2 * low + 20 }, cost: { low: 2e8, high: 3e9 }, unpriced: 0, bounded: false };
}

/** Only what the stand-in's tests type. */
export function sampleSuspects(prompt: string): SuspectView[] {
  return prompt.includes('4111 1111') ? [{ file: null, kind: 'card', line: 1, shown: '… 1111' }] : [];
}
