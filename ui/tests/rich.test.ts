// What stands below the text: pictures come from this computer alone, and sources say where they lead.

import { setBackend } from '../src/ipc';
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import Images from '../src/answer/Images.svelte';
import Sources from '../src/answer/Sources.svelte';
import { emptyAnswer } from '../dev/fake-data';
import type { Port } from '../src/ipc/port';
import { LiveAnswer } from '../src/conversation/answer.svelte';

const picture = {
  hash: 'ab'.repeat(32),
  media_type: 'png' as const,
  width: 20,
  height: 10,
  alt: '"><b onclick=x>A boat',
};
let shown: ReturnType<typeof mount> | undefined;

afterEach(() => shown && unmount(shown));

describe('pictures', () => {
  setBackend({ imageUrl: (hash: string) => `juxta-media://localhost/${hash}` } as Port);

  it('are drawn from their hash, with a name and a size', () => {
    shown = mount(Images, {
      target: document.body,
      props: { images: [picture, { ...picture, hash: 'cd', alt: null }], model: 'painter' },
    });
    const [named, plain] = document.querySelectorAll('img');
    expect(named?.getAttribute('src')).toBe(`juxta-media://localhost/${picture.hash}`);
    expect(named?.alt).toBe('"><b onclick=x>A boat (image from painter)');
    expect([named?.width, named?.height]).toEqual([20, 10]);
    expect(plain?.alt).toBe('Image from painter');
    expect(document.querySelector('.images a, .images b')).toBeNull();
  });

  it('that are not there are said', () => {
    shown = mount(Images, { target: document.body, props: { images: [picture], model: 'painter' } });
    document.querySelector('img')?.dispatchEvent(new Event('error'));
    flushSync();
    expect(document.querySelector('img')).toBeNull();
    expect(document.querySelector('.images')?.textContent).toContain(
      'A boat (image from painter). Not on this computer.',
    );
  });
});

describe('sources', () => {
  it('are numbered, each once, with the real host, and what may not be opened is no link', () => {
    const source = { url: 'https://evil.example/', host: 'evil.example', title: 'bank.example' };
    const refused = { url: 'javascript:alert(1)', host: null, title: null };
    const segment = { blocks: [], reasoning: [], images: [], finish: null };
    const answer = {
      ...emptyAnswer({ model: 'm', endpoint_name: 'e', demo: false }),
      segments: [
        { ...segment, sources: [source] },
        { ...segment, sources: [source, refused] },
      ],
    };
    shown = mount(Sources, { target: document.body, props: { answer: new LiveAnswer(answer) } });
    const lines = [...document.querySelectorAll('.sources li')].map((line) =>
      line.textContent?.replace(/\s+/g, ' ').trim(),
    );
    expect(lines).toEqual(['1 bank.example evil.example', '2 javascript:alert(1)']);
    const links = [...document.querySelectorAll('.sources a')].map((link) => link.getAttribute('href'));
    expect(links).toEqual(['https://evil.example/']);
  });
});
