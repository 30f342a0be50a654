// The model is the attacker: nothing it says runs, loads or leads anywhere by itself.
import assert from 'node:assert/strict';
import { connected } from './lib/connected.mjs';
import { until } from './lib/processes.mjs';
import { onDesktop } from './lib/scenario.mjs';
import { END, reply, say, think } from './lib/script.mjs';
import { startTrap } from './lib/servers.mjs';

const scenario = onDesktop();

/** What attackers have sent to chat apps; TRAP stands for a server of theirs. */
const HOSTILE = [
  '<script>window.pwned = 1; fetch("TRAP/script")</script>',
  '<img src=x onerror="window.pwned = 1"><img src="TRAP/img">',
  '<svg onload="window.pwned = 1"><image href="TRAP/svg"/></svg>',
  '<iframe src="TRAP/frame" srcdoc="<script>parent.pwned=1</script>"></iframe><object data="TRAP/object"></object>',
  '<style>@import "TRAP/style"; body { background: url(TRAP/css) }</style><link rel=stylesheet href="TRAP/link"><base href="TRAP/">',
  '<form action="TRAP/form"><button formaction="javascript:pwned=1">x</button></form><meta http-equiv=refresh content="0;url=TRAP/meta">',
  '![tracking](TRAP/markdown.png "title") ![svg](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+)',
  '[click](javascript:window.pwned=1) [data](data:text/html,<script>pwned=1</script>) [file](file:///etc/passwd) <javascript:pwned=1>',
  '[reference][r]\n\n[r]: TRAP/reference "x"\n\n![][r]',
  '```html\n<script>window.pwned = 1</script>\n```',
  '```mermaid\ngraph TD; A["<img src=TRAP/mermaid onerror=pwned=1>"] --> B; click A "javascript:pwned=1"\n```',
  '| <b onmouseover=pwned=1>h</b> |\n|---|\n| <img src=TRAP/table> |',
  '<a href="TRAP/a" ping="TRAP/ping" onclick="pwned=1">x</a><details open ontoggle="pwned=1"><summary>y</summary></details>',
  '<math><mtext><style><img src=x onerror=pwned=1></style></mtext></math><video poster="TRAP/poster" src="TRAP/video" autoplay></video>',
];

/** Runs in the page: what must not be in an answer. */
const FINDINGS = `
  const found = [];
  const answer = document.querySelector('[data-testid="answer"]');
  for (const element of answer.querySelectorAll('*')) {
    if (/^(script|style|iframe|object|embed|form|base|meta|link|video|audio|source)$/i.test(element.localName)) found.push('element ' + element.localName);
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name)) found.push('attribute ' + name);
      if (/^(src|srcset|poster|ping|background|data|action|formaction)$/i.test(name) && /^https?:|^javascript:/i.test(value)) found.push(name + '=' + value);
      if (/^(href|xlink:href)$/i.test(name) && /^(javascript|data|file|vbscript):/i.test(value)) found.push(name + '=' + value);
    }
  }
  return { found, pwned: window.pwned ?? null };`;

scenario('hostile answers and reasoning run nothing and call nobody', async (parts) => {
  const trap = parts.use(await startTrap());
  const text = HOSTILE.map((piece) => piece.replaceAll('TRAP', trap.url)).join('\n\n');
  const chunks = text.match(/[\s\S]{1,7}/g);
  const answers = { '*': [reply(think(text), ...chunks.map(say), ...END)] };
  const { page } = await connected(parts, { models: ['<img src=x onerror=pwned=1>'], answers });
  await page.ask(text);
  await page.answer('done', { seconds: 40 });
  assert.deepEqual(await page.script(FINDINGS), { found: [], pwned: null });
  for (const link of await page.driver.findElements({ css: '[data-testid="answer-body"] a' }))
    await link.click().catch(() => {});
  const opened = await parts.desktop.openedLinks();
  assert.ok(
    opened.every((url) => /^(https?|mailto):/.test(url)),
    `opened: ${opened}`,
  );
  assert.ok((await page.script('return location.href')).startsWith('tauri:'), 'the page went nowhere');
  assert.deepEqual(trap.requests, []);
});

scenario('a link of the answer opens in the system browser, and only there', async (parts) => {
  const answers = { alpha: [reply(say('See [the page](https://example.com/a?b=c).'), ...END)] };
  const { page } = await connected(parts, { tabs: ['alpha'], answers });
  await page.ask('Where?');
  await page.answer('done');
  await page.driver.findElement({ css: '[data-testid="answer-body"] a' }).click();
  await until('the browser was asked', async () =>
    (await parts.desktop.openedLinks()).includes('https://example.com/a?b=c'),
  );
});
