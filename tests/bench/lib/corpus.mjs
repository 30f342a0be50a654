// An answer as models write them: headings, prose, code, a list, a table, over and over, to a length.

const PROSE =
  'The *bucket* fills at a steady rate, and each request takes one token out of it. When it is **empty** the caller waits, ' +
  'or is told to come back later; see [the notes](https://example.com/limits) for `Retry-After`.\n\n';
const CODE =
  '    let wait = base.saturating_mul(2_u64.pow(attempt)); // doubles\n    if wait > limit { return Err("too long"); }\n';
const ITEM = '- **Item** of a list, with `code` and as many words as they have.\n';
const ROW = '| 3 | 0.8 s | *mean* of the range |\n';

/** `size` characters, the same every time. A section is as long in a long answer as in a short one. */
export function corpus(size) {
  let text = '';
  for (let part = 1; text.length < size; part += 1) text += section(part);
  return text.slice(0, size);
}

function section(part) {
  const code = `\`\`\`rust\nfn retry(attempt: u32) {\n${CODE.repeat(8)}}\n\`\`\`\n\n`;
  const rows = `| try | wait | note |\n|---|--:|---|\n${ROW.repeat(15)}\n`;
  return `## Part ${part}\n\n${PROSE.repeat(4)}${code}${ITEM.repeat(12)}\n${rows}`;
}
