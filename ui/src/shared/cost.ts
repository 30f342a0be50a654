// Formats money: picodollars as dollars, with the significant digits.

import type { Charge } from '../ipc/bindings';
import { t } from './t';

const PICO = 1e12;

/** “$0.0041”. Small amounts keep two figures; the exact one is at hand elsewhere. */
export function dollars(pico: number): string {
  const usd = pico / PICO;
  if (usd === 0) return t('units.dollars', { n: 0 });
  if (usd < 1e-6) return t('units.dollarsLess', { n: '0.000001' });
  return t('units.dollars', { n: usd.toFixed(digits(usd)) });
}

/** An amount as it is typed: “0.25”. */
export function amount(pico: number): string {
  return (pico / PICO)
    .toFixed(6)
    .replace(/\.?0+$/, '')
    .replace(/\.(\d)$/, '.$10');
}

/** Returns the amount to the millionth of a dollar. */
export function exactDollars(pico: number): string {
  return t('units.dollars', { n: (pico / PICO).toFixed(6) });
}

function digits(usd: number): number {
  if (usd >= 0.1) return 2;
  if (usd >= 0.01) return 3;
  return usd >= 1e-4 ? 4 : 1 - Math.floor(Math.log10(usd));
}

/** What a charge says: an amount, that there is no price, or nothing. */
export function charged(charge: Charge): string | null {
  if (charge.kind === 'known') return dollars(charge.cost);
  return charge.kind === 'no_price' ? t('figures.noPrice') : null;
}

/** Millionths of a US dollar as dollars and cents; what is less than a cent keeps its digits. */
export function microDollars(micro: number): string {
  const sign = micro < 0 ? '−' : '';
  const amount = Math.abs(micro);
  if (amount === 0 || amount >= 10_000) {
    const cents = Math.round(amount / 10_000);
    return `${sign}$${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
  }
  return `${sign}$0.${String(amount).padStart(6, '0').replace(/0+$/, '')}`;
}
