// Rows of name and value: headers and query parameters. The value of a secret row is never here, only whether its field
// holds one.

/** What is wrong with a row. */
export type RowProblem = 'name' | 'token' | 'own' | 'twice' | 'secret';

/** Valid header names (RFC 9110, token). */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Headers that every request sets itself. */
const OWN: ReadonlySet<string> = new Set([
  'host',
  'content-length',
  'content-type',
  'accept',
  'accept-encoding',
  'connection',
  'transfer-encoding',
  'te',
  'upgrade',
  'trailer',
  'cookie',
]);

let rows = 0;

export class PairRow {
  readonly id = `row-${++rows}`;
  name = $state('');
  value = $state('');
  secret = $state(false);
  /** Whether the field of a secret row holds anything. */
  filled = $state(false);
  /** Whether the keyring holds its value. */
  readonly kept: boolean;
  empty = $derived(this.name.trim() === '' && this.value === '' && !this.filled);

  constructor(name = '', value: string | null = '', secret = false) {
    this.name = name;
    this.value = value ?? '';
    this.secret = secret;
    this.kept = secret && value === null;
  }
}

/** What is wrong with a header among all of them; an empty row is simply not sent. */
export function headerProblem(row: PairRow, among: readonly PairRow[], authHeader: string): RowProblem | null {
  const name = row.name.trim().toLowerCase();
  if (row.empty) return null;
  if (name === '') return 'name';
  if (!TOKEN.test(name)) return 'token';
  if (OWN.has(name) || name === authHeader.trim().toLowerCase()) return 'own';
  if (among.some((other) => other !== row && other.name.trim().toLowerCase() === name)) return 'twice';
  return row.secret && !row.filled && !row.kept ? 'secret' : null;
}

/** What is wrong with a query parameter. */
export function queryProblem(row: PairRow): RowProblem | null {
  return !row.empty && row.name.trim() === '' ? 'name' : null;
}
