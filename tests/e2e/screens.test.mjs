// Every screen, as axe-core judges it and as assistive technology meets it.
import assert from 'node:assert/strict';
import { walk } from './lib/accessibility.mjs';
import { audit, judge } from './lib/axe.mjs';
import { onDesktop } from './lib/scenario.mjs';
import { tour } from './lib/tour.mjs';

const scenario = onDesktop();

/** Nothing was found; else the first ones are said. */
function none(bad) {
  assert.ok(bad.length === 0, `${bad.length} findings:\n${bad.slice(0, 12).join('\n')}`);
}

/** Judges a screen in both themes. The theme is put on as the page does it, without loading it again. */
async function inBothThemes(name, { page }, { rows, bad }) {
  for (const theme of ['light', 'dark']) {
    await page.script('document.documentElement.dataset.theme = arguments[0]', theme);
    const verdict = judge(`${name} ${theme}`, await audit(page));
    rows[`${name} ${theme}`] = verdict.row;
    bad.push(...verdict.bad);
  }
}

for (const size of [
  [1280, 800],
  [720, 800],
  [480, 560],
]) {
  scenario(
    `axe finds nothing on any screen, ${size.join(' by ')}`,
    async (parts) => {
      const found = { rows: {}, bad: [] };
      await tour(parts, (name, window) => inBothThemes(name, window, found), { size });
      console.table(found.rows);
      none(found.bad);
      assert.ok(Object.keys(found.rows).length >= 60, 'some screens were not seen');
    },
    { seconds: 180 },
  );
}

scenario(
  'on every screen each control has a name, and no walk kills the page',
  async (parts) => {
    const rows = {};
    const bad = [];
    const window = await tour(parts, async (name, window) => {
      const web = window.webProcess();
      const { nodes, texts, unnamed, errors } = await walk(window);
      assert.equal(window.webProcess(), web, `the web process died on ${name}`);
      rows[name] = { nodes, texts, unnamed: unnamed.length, errors: errors.length };
      bad.push(...[...unnamed, ...errors].map((finding) => `${name}: ${JSON.stringify(finding)}`));
    });
    console.table(rows);
    none(bad);
    assert.doesNotMatch(await window.logged(), /web process ended/, 'no page died between two walks');
  },
  { seconds: 240 },
);
