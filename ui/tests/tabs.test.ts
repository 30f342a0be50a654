// Tabs: where a dragged one lands, how twins are told apart, which columns scroll together and to where.
import { setBackend } from '../src/ipc';
import { describe, expect, it, vi } from 'vitest';
import type { ConversationView, TabView } from '../src/ipc/bindings';
import { spotAt, topFor, LinkedScroll } from '../src/columns/linked';
import { fakePort } from '../dev/fake';
import { chat } from '../src/conversation/chat.svelte';
import { OpenConversation } from '../src/conversation/conversation.svelte';
import { gapAt, placeIn } from '../src/tabs/drag.svelte';
import { marksOf, nameOf } from '../src/conversation/names';

const NONE = { seconds: null, tokens: null };

describe('a dragged tab', () => {
  it('goes into the gap under the pointer, its own place counted out', () => {
    const middles = [50, 150, 250, 350];
    const lands = (from: number, x: number): number => placeIn(from, gapAt(middles, x));
    expect([lands(0, 400), lands(0, 160), lands(3, 0), lands(3, 260), lands(1, 160), lands(1, 140)]).toEqual([
      3, 1, 0, 3, 1, 1,
    ]);
  });
});

describe('tabs of the same model', () => {
  const tab = (id: string, body: Record<string, unknown>, at: Partial<TabView> = {}): TabView => ({
    id,
    endpoint: 'e1',
    endpoint_name: 'E',
    demo: false,
    model: 'm',
    name: null,
    parameters: { system: null, body, limits: NONE },
    twin: null,
    entries: [],
    ahead: null,
    ...at,
  });
  const shown = (...tabs: TabView[]): string[] => {
    const view: ConversationView = {
      id: 'c',
      title: '',
      draft: '',
      selected: null,
      tabs,
      layout: 'tabs',
      columns: { linked: true, alone: false },
      closed_tabs: 0,
      context: { kind: 'all' },
      best: [],
      notes: [],
      scroll: null,
      attachments: [],
    };
    return new OpenConversation(view).tabs.map(nameOf);
  };

  it('are told apart by number and by the first parameter in which they differ', () => {
    expect(shown(tab('a', {}), tab('b', { temperature: 1 }, { twin: 2 }))).toEqual(['m', 'm #2 · temp 1.0']);
    expect(
      shown(tab('a', { temperature: 0.2, seed: 1 }), tab('b', { temperature: 0.2, seed: 2 }, { twin: 2 })),
    ).toEqual(['m · seed 1', 'm #2 · seed 2']);
    expect(shown(tab('a', { logit_bias: { x: 'a very long value' } }), tab('b', {}, { twin: 2 }))).toEqual([
      'm · logit_bias {"x":"a very…',
      'm #2',
    ]);
  });

  it('of another model or with a name of their own need no more', () => {
    expect(shown(tab('a', {}), tab('b', { temperature: 1 }, { model: 'n' }))).toEqual(['m', 'n']);
    expect(shown(tab('a', {}), tab('b', { temperature: 1 }, { twin: 2, name: 'The wild one' }))).toEqual([
      'm',
      'The wild one',
    ]);
  });

  it('are named anew when parameters change', () => {
    const view: ConversationView = {
      id: 'c',
      title: '',
      draft: '',
      selected: null,
      tabs: [tab('a', {}), tab('b', {}, { twin: 2 })],
      layout: 'tabs',
      columns: { linked: true, alone: false },
      closed_tabs: 0,
      context: { kind: 'all' },
      best: [],
      notes: [],
      scroll: null,
      attachments: [],
    };
    const open = new OpenConversation(view);
    const second = open.tabs[1];
    if (!second) throw new Error('two tabs');
    expect(marksOf(second)).toEqual([' #2']);
    second.parameters = { system: 'Be brief.', body: {}, limits: NONE };
    expect(marksOf(second)).toEqual([' #2', ' · own system prompt']);
  });
});

describe('the models of an empty chat', () => {
  it('are as chosen, one of them several times', async () => {
    setBackend(fakePort(new URLSearchParams()));
    const at = (model: string) => ({ endpoint: 'e1', model });
    await chat.create([at('a'), at('b'), at('b')]);
    const models = () => chat.open?.tabs.map((tab) => tab.model);
    expect(models()).toEqual(['a', 'b', 'b']);
    await chat.chooseTabs([at('b'), at('a'), at('a')]);
    expect(models()?.toSorted()).toEqual(['a', 'a', 'b']);
    await chat.chooseTabs([at('c')]);
    expect(models()).toEqual(['c']);
  });
});

describe('linked scroll', () => {
  const places = (...heights: number[]): { turn: string; top: number; height: number }[] =>
    heights.map((height, at) => ({
      turn: `t${at}`,
      top: heights.slice(0, at).reduce((sum, each) => sum + each, 0),
      height,
    }));

  it('goes by share where there is one turn', () => {
    expect(topFor(spotAt(places(1000), 250, 500), places(3000), 2500)).toBe(1250);
  });

  it('goes by turn and by share of it where there are several', () => {
    const spot = spotAt(places(400, 800, 400), 600, 1200);
    expect(spot).toEqual({ turn: 't1', share: 0.25 });
    expect(topFor(spot, places(100, 2000, 100), 1800)).toBe(600);
    expect(topFor(spot, places(100), 50)).toBeNull();
  });

  it('takes both ends for ends in every column, and never leaves one', () => {
    expect(topFor(spotAt(places(400, 800), 0, 700), places(50, 60), 80)).toBe(0);
    expect(topFor(spotAt(places(400, 800), 700, 700), places(50, 60), 80)).toBe(80);
    for (let top = 0; top <= 700; top += 7) {
      const there = topFor(spotAt(places(400, 800), top, 700), places(50, 60), 80) ?? -1;
      expect(there).toBeGreaterThanOrEqual(0);
      expect(there).toBeLessThanOrEqual(80);
    }
  });

  it('follows the column last touched, and nothing that scrolls by itself', () => {
    const column = (height: number): HTMLElement => {
      const element = document.createElement('div');
      Object.defineProperties(element, { scrollHeight: { value: height }, clientHeight: { value: 100 } });
      return element;
    };
    const on = vi.fn(() => true);
    const links = new LinkedScroll(on);
    const [one, two] = [column(1100), column(600)];
    links.join(one);
    const leave = links.join(two);
    one.scrollTop = 500;
    one.dispatchEvent(new Event('scroll'));
    expect(two.scrollTop).toBe(0);
    one.dispatchEvent(new Event('wheel'));
    one.dispatchEvent(new Event('scroll'));
    expect(two.scrollTop).toBe(250);
    on.mockReturnValue(false);
    one.scrollTop = 1000;
    one.dispatchEvent(new Event('scroll'));
    expect(two.scrollTop).toBe(250);
    on.mockReturnValue(true);
    leave();
    one.dispatchEvent(new Event('scroll'));
    expect(two.scrollTop).toBe(250);
  });
});
