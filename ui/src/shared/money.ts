// Amounts of money as people read them.

/** Millionths of a US dollar as dollars and cents; what is less than a cent keeps its digits. */
export function dollars(micro: number): string {
  const sign = micro < 0 ? '−' : '';
  const amount = Math.abs(micro);
  if (amount === 0 || amount >= 10_000) {
    const cents = Math.round(amount / 10_000);
    return `${sign}$${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
  }
  return `${sign}$0.${String(amount).padStart(6, '0').replace(/0+$/, '')}`;
}
