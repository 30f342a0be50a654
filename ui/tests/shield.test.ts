// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { shield } from '../src/markdown/shield';

function shielded(html: string): string {
  const block = document.createElement('div');
  block.innerHTML = html;
  shield(block);
  return block.innerHTML;
}

describe('inline elements inside a sentence', () => {
  it('links of other scripts, or with elements inside, get a box of their own', () => {
    expect(shielded('see <a href="https://a.b/">漢字</a>.')).toBe(
      'see <span class="link-box"><a href="https://a.b/">漢字</a></span>.',
    );
    expect(shielded('see <a href="https://a.b/">“x”</a>')).toContain('link-box');
    expect(shielded('see <a href="https://a.b/"><em>x</em></a>')).toContain('link-box');
  });

  it('other links stay as they are', () => {
    const plain = 'see <a href="https://a.b/">the café</a>.';
    expect(shielded(plain)).toBe(plain);
  });

  it('what is only drawn otherwise is text; code blocks are not touched', () => {
    expect(shielded('a <code>x</code><sup>1</sup>')).toBe('a <code role="none">x</code><sup role="none">1</sup>');
    expect(shielded('<pre><code>x</code></pre>')).toBe('<pre><code>x</code></pre>');
  });
});
