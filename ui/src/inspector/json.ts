// Formats JSON as it was sent: adds white space between tokens, and changes nothing else.

/** A piece of text and what it is. */
export type Piece = { text: string; kind: 'name' | 'string' | 'other' };

const TOKEN = /"(?:\\.|[^"\\])*"?|[{}[\],:]|[^\s{}[\],:"]+|\s+/g;
/** Longer text is shown unformatted, characters. */
const MOST = 128 * 1024;

/** Lays a JSON text out. One that was cut is laid out as far as it goes; one too long stays as it is. */
export function laidOut(json: string): Piece[] {
  if (json.length > MOST) return [{ text: json, kind: 'other' }];
  const tokens = (json.match(TOKEN) ?? []).filter((token) => token.trim() !== '');
  const pieces: Piece[] = [];
  let depth = 0;
  const other = (text: string): void => void pieces.push({ text, kind: 'other' });
  const line = (): void => other(`\n${'  '.repeat(depth)}`);
  tokens.forEach((token, at) => {
    const next = tokens[at + 1];
    if (token === '{' || token === '[') {
      other(token);
      depth += 1;
      if (next !== '}' && next !== ']') line();
    } else if (token === '}' || token === ']') {
      depth = Math.max(0, depth - 1);
      if (tokens[at - 1] !== '{' && tokens[at - 1] !== '[') line();
      other(token);
    } else if (token === ',') {
      other(token);
      line();
    } else if (token === ':') other(': ');
    else pieces.push({ text: token, kind: next === ':' ? 'name' : token.startsWith('"') ? 'string' : 'other' });
  });
  return joined(pieces);
}

/** Neighbours of one kind as one: fewer elements to draw. */
function joined(pieces: Piece[]): Piece[] {
  const all: Piece[] = [];
  for (const piece of pieces) {
    const last = all.at(-1);
    if (last && last.kind === piece.kind && piece.kind === 'other') last.text += piece.text;
    else all.push({ ...piece });
  }
  return all;
}
