// The copy button of code blocks. It carries no text, so that an answer's text content is the answer alone.

import { icons } from '../shared/icons';
import { t } from '../shared/t';

const SVG = 'http://www.w3.org/2000/svg';
/** How long the tick stays after a copy, milliseconds. */
const TICK_MS = 1500;

/** Adds the tools to every code block in `root`. */
export function addCodeTools(root: DocumentFragment): void {
  for (const code of root.querySelectorAll<HTMLElement>('.code')) {
    const tools = document.createElement('div');
    tools.className = 'tools';
    const lang = code.dataset.label || code.dataset.lang;
    if (lang) tools.append(label(lang));
    tools.append(copyButton(lang ? t('answer.copyCodeIn', { lang }) : t('answer.copyCode')));
    code.append(tools);
  }
}

/** The language, drawn by the stylesheet. Hidden from assistive technology: WebKitGTK crashes on text drawn by a
 *  stylesheet. */
function label(lang: string): HTMLElement {
  const shown = document.createElement('span');
  shown.className = 'lang';
  shown.dataset.lang = lang;
  shown.setAttribute('aria-hidden', 'true');
  return shown;
}

/** The code a pressed copy button belongs to, or null when something else was pressed. */
export function codeToCopy(target: EventTarget | null): { button: HTMLElement; text: string } | null {
  const button = target instanceof Element ? target.closest<HTMLElement>('.copy-code') : null;
  const code = button?.closest('.code')?.querySelector('code');
  return button && code ? { button, text: code.textContent ?? '' } : null;
}

/** Turns a copy button into a tick for a moment. */
export function showCopied(button: HTMLElement): void {
  button.replaceChildren(icon('check'));
  button.classList.add('done');
  setTimeout(() => {
    button.replaceChildren(icon('copy'));
    button.classList.remove('done');
  }, TICK_MS);
}

function copyButton(name: string): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'ib copy-code';
  button.title = t('answer.copyCode');
  button.setAttribute('aria-label', name);
  button.append(icon('copy'));
  return button;
}

function icon(name: 'copy' | 'check'): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'i i-14');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', icons[name]);
  svg.append(path);
  return svg;
}
