// axe-core in the real window.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const SOURCE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const OPTIONS = {
  runOnly: {
    type: 'tag',
    values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'],
  },
  // Off unless asked for, like every rule of WCAG 2.2.
  rules: { 'target-size': { enabled: true } },
  resultTypes: ['violations', 'incomplete'],
  // Loads stylesheets a second time, which the page's policy forbids and no rule asked for needs.
  preload: false,
  iframes: false,
};

/**
 * What axe cannot decide, or advises beyond WCAG, and why it is right here. An entry explains the findings of its rule and message
 * key (`null`: axe gives none) on elements that match `on` (elements inside included), `behind` asking that such an element is
 * on the screen besides.
 * Any finding without an explanation is an error.
 */
export const EXPLAINED = [
  {
    rule: 'color-contrast',
    on: 'main',
    behind: '.side-scrim',
    why: 'behind the scrim of the sidebar laid over the chat: dimmed on purpose until that is closed',
  },
  {
    rule: 'color-contrast',
    key: 'pseudoContent',
    on: '[role="tab"][aria-selected="true"]',
    why: 'the ::before of the selected tab is a 2 px line at its upper edge and lies behind no text',
  },
  {
    rule: 'color-contrast',
    key: 'bgOverlap',
    on: '[data-testid="model-tab"] .state',
    why: 'under the pointer a tab shows its close button, opaque, over the end of its state',
  },
  {
    rule: 'color-contrast',
    key: null,
    on: '[role="tablist"]',
    why: 'scrolled out of the strip in part; the token pairs of a tab are judged on those that are not',
  },
  {
    rule: 'color-contrast',
    key: 'bgOverlap',
    on: '.modal',
    behind: '.side-scrim',
    why: 'axe does not know the top layer: a dialog lies over the sidebar, whatever z-index that has',
  },
  {
    rule: 'color-contrast',
    key: 'bgOverlap',
    on: '.conversation .twin',
    why: 'under the pointer a row shows its menu button over the “×3”',
  },
  {
    rule: 'color-contrast',
    key: 'bgGradient',
    on: '.btn',
    why: 'the overlay of a button under the pointer is a gradient of one colour, and leaves its token pair above 4.5:1',
  },
  {
    rule: 'color-contrast',
    key: 'bgGradient',
    on: '.mchip',
    why: 'as of a button: the chip of a tab under the pointer',
  },
  {
    rule: 'color-contrast',
    on: '.plot svg',
    why: 'axe does not judge texts of a picture: they are the colours of notes and headings on the page, which have 4.5:1',
  },
  {
    rule: 'color-contrast',
    key: 'nonBmp',
    on: 'kbd',
    why: 'arrows on a key cap; the token pair of all key caps has 4.5:1',
  },
  {
    rule: 'color-contrast',
    on: 'main',
    behind: '.pop',
    why: 'under the sheet of parameters, or its neighbour: the same texts are judged on the screens without it',
  },
  {
    rule: 'color-contrast',
    on: '.stage',
    behind: '.pane',
    why: 'under the pane of what was sent, where it lies over the chat: the same texts are judged on the screens without it',
  },
  {
    rule: 'label-content-name-mismatch',
    key: 'valueText',
    on: '.facet',
    why: 'a filter is named by the word and the number it shows, and what is counted',
  },
  {
    rule: 'label-content-name-mismatch',
    key: 'valueText',
    on: '.switch-line',
    why: 'a switch is named by its first line; the second describes it',
  },
  {
    rule: 'color-contrast',
    key: null,
    on: '.col',
    why: 'axe gives up on a line scrolled out of its column; the same texts are judged in tabs',
  },
  {
    rule: 'color-contrast',
    on: '.option-head',
    why: 'in a narrow picker the filters may lie over the heads of the columns, which are not read aloud; the token pair has 4.5:1',
  },
  {
    rule: 'color-contrast',
    key: 'bgGradient',
    on: '.diff .md.has',
    why: 'the wash and line of a side are drawn as a gradient; the token pairs of text on either side have 4.5:1',
  },
  {
    rule: 'heading-order',
    on: '[data-testid="answer-body"]',
    why: 'best practice, not WCAG: which levels an answer uses is the model’s choice; all stand below the answer’s own heading',
  },
];

/** Runs in the page: judges it when what moves stands still. */
const AUDIT = `
  const [options, explained] = arguments;
  const done = arguments[arguments.length - 1];
  // On a page where nothing changes any more, no animation would ever reach its end by itself.
  for (const moving of document.getAnimations()) if (moving.effect.getComputedTiming().endTime !== Infinity) moving.finish();
  const seen = (css) => [...document.querySelectorAll(css)].some((element) => element.getClientRects().length > 0);
  const describe = (rule, node) => {
    const checks = [...node.any, ...node.all, ...node.none];
    const key = checks.map((check) => check.data?.messageKey).find(Boolean);
    const element = document.querySelector(node.target.at(-1));
    const known = explained.find((entry) => entry.rule === rule && (entry.key === undefined || entry.key === (key ?? null))
      && element?.closest(entry.on) && (!entry.behind || seen(entry.behind)));
    return { rule, key, target: node.target.join(' '), html: node.html.slice(0, 160), message: checks.map((check) => check.message).join('; '), explained: known?.why };
  };
  const flat = (results) => results.flatMap(({ id, nodes }) => nodes.map((node) => describe(id, node)));
  axe.run(document, options).then(
    ({ violations, incomplete }) => done({ violations: flat(violations), incomplete: flat(incomplete) }),
    (error) => done({ error: String(error?.stack ?? error) }));`;

/**
 * Judges the page as it is: `{violations, incomplete}`, each a list of `{rule, key, target, html, message, explained}`.
 *
 * WebDriver's scripts run in the page's world but past its policy, so nothing of the policy is given up for this.
 */
export async function audit({ driver }) {
  if (!(await driver.executeScript('return typeof window.axe === "object"'))) await driver.executeScript(SOURCE);
  const result = await driver.executeAsyncScript(AUDIT, OPTIONS, EXPLAINED);
  if (result.error) throw new Error(result.error);
  return result;
}

/** A line of the table for a screen, and what nobody has explained. */
export function judge(screen, { violations, incomplete }) {
  const bad = [...violations, ...incomplete].filter((finding) => !finding.explained);
  const advice = violations.filter((finding) => finding.explained).length;
  return {
    row: { violations: violations.length - advice, advice, incomplete: incomplete.length },
    bad: bad.map(
      ({ rule, key, target, html, message }) => `${screen}: ${rule} ${key ?? ''} at ${target}\n  ${message}\n  ${html}`,
    ),
  };
}
