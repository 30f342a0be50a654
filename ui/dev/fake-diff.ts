// A sample comparison for the stand-in.

import type { Block, DiffView, Span } from '../src/ipc/bindings';

/** A small comparison of two answers: one word, one line of code and one section of each kind. */
export function sampleDiff(one: string, two: string): DiffView {
  const plain = { code: false, strong: false, emphasis: false, struck: false };
  const span = (text: string): Span[] => [{ text, style: plain }];
  const block = (text: string): Block => ({ type: 'prose', kind: { type: 'paragraph' }, spans: span(text) });
  return {
    one,
    two,
    shared: 68,
    little: false,
    cut: false,
    differences: 2,
    only_one: { words: 1, lines: 1 },
    only_two: { words: 1, lines: 0 },
    rows: [
      {
        type: 'prose',
        one: { type: 'paragraph' },
        two: { type: 'paragraph' },
        pieces: [
          { difference: null, one: span('Wait a random '), two: span('Wait a random ') },
          { difference: 1, one: span('time'), two: span('while') },
          { difference: null, one: span('.'), two: span('.') },
        ],
      },
      {
        type: 'code',
        one: { language: 'rust', lines: 2, number: 0 },
        two: { language: 'rust', lines: 1, number: 0 },
        lines: [
          { one: 1, two: 1, difference: null, pieces: [{ same: true, one: 'fn delay() {', two: 'fn delay() {' }] },
          { one: 2, two: null, difference: 2, pieces: [{ same: false, one: '    wait();', two: '' }] },
        ],
      },
    ],
    sections: [
      {
        title_one: 'How long',
        title_two: 'How long',
        share: 41,
        one: [block('Wait a random time.')],
        two: [block('Wait a random while.')],
      },
      { title_one: 'Keys', title_two: null, share: null, one: [block('Send the same key.')], two: [] },
    ],
    list: [
      { number: 1, place: 'paragraph', after: 'Wait a random', one: 'time', two: 'while' },
      { number: 2, place: 'code', after: '', one: '    wait();\n', two: '' },
    ],
    colours: [[[[['k', 2]], []]], [[[['k', 2]]]]],
  };
}
