// Links in answers never navigate; whoever opens them asks Rust.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { catchLinks } from '../src/markdown/links';

let root: HTMLElement;
let opened: string[];

beforeEach(() => {
  root = document.body.appendChild(document.createElement('div'));
  root.innerHTML = '<p><a href="https://example.com/a" data-link><b>words</b></a> <span>no link</span></p>';
  opened = [];
  catchLinks(root, (href) => opened.push(href));
});
afterEach(() => root.remove());

function fire(type: string, selector: string, init: MouseEventInit = {}): Event {
  const event = new MouseEvent(type, { bubbles: true, cancelable: true, ...init });
  root.querySelector(selector)?.dispatchEvent(event);
  return event;
}

describe('links', () => {
  it.each([
    ['click', 0],
    ['auxclick', 1],
  ])('%s asks Rust and stays here', (type, button) => {
    const event = fire(type, 'b', { button });
    expect(event.defaultPrevented).toBe(true);
    expect(opened).toEqual(['https://example.com/a']);
  });

  it.each(['dragstart', 'contextmenu'])('%s does nothing', (type) => {
    expect(fire(type, 'b').defaultPrevented).toBe(true);
    expect(opened).toEqual([]);
  });

  it('leaves everything else alone', () => {
    expect(fire('click', 'span').defaultPrevented).toBe(false);
    expect(opened).toEqual([]);
  });
});
