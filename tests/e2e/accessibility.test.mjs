// What assistive technology meets: every node answers, every control has a name, and no walk kills the page.
import assert from 'node:assert/strict';
import { keepWalking, walk } from './lib/accessibility.mjs';
import { connected } from './lib/connected.mjs';
import { until } from './lib/processes.mjs';
import { onDesktop } from './lib/scenario.mjs';
import { END, gate, paced, reply } from './lib/script.mjs';

const scenario = onDesktop();

const RICH = `## A heading

A paragraph with *emphasis*, \`code\` and [a link](https://example.com).

1. first
2. second
   - nested
- [ ] open task
- [x] done task

| Name | Figure |
|------|-------:|
| one  | 1 |
| two  | 2 |

\`\`\`rust
fn main() { println!("hello"); }
\`\`\`

`;

scenario('First run: every control has a name', async ({ open }) => {
  const report = await walk(await open());
  assert.deepEqual(report.unnamed, []);
  assert.deepEqual(report.errors, []);
  assert.ok(report.nodes > 20, JSON.stringify(report.roles));
});

scenario(
  'walks during a streaming answer: all named, nothing dies',
  async (parts) => {
    const answers = {
      alpha: [reply(paced(RICH, 400, 8), gate('end'), ...END)],
      beta: [reply(paced(RICH, 300, 8), ...END)],
    };
    const { window, page, server } = await connected(parts, { answers });
    const web = window.webProcess();
    const walker = await keepWalking(window);
    await page.ask('Something long with a table, a list and code');
    await server.reached('end');
    await until('two walks saw the answer', () => walker.walks().filter(({ roles }) => roles.table).length >= 2, {
      seconds: 40,
    });
    await server.open('end');
    await page.answer('done');
    const walks = await walker.stop();
    assert.deepEqual(
      walks.flatMap(({ unnamed }) => unnamed),
      [],
    );
    assert.deepEqual(
      walks.flatMap(({ errors }) => errors),
      [],
    );
    assert.equal(window.webProcess(), web, 'the web process is the same one');
  },
  { seconds: 120 },
);
