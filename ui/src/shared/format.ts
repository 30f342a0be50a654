// Formats numbers, times and sizes: a number, a space, a unit.

import { t } from './t';

const grouped = new Intl.NumberFormat('en');

/** Seconds: one decimal under a minute, then minutes and seconds; very short times in milliseconds. */
export function seconds(ms: number): string {
  if (ms < 95) return t('units.milliseconds', { n: Math.round(ms) });
  const s = ms / 1000;
  if (s < 60) return t('units.seconds', { n: s.toFixed(1) });
  return minutes(s);
}

/** Whole seconds, for what still moves. */
export function wholeSeconds(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  return s < 60 ? t('units.seconds', { n: s }) : minutes(s);
}

/** Whole seconds as they are read out. */
export function spokenSeconds(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  const rest = t('units.secondsSpoken', { count: s % 60 });
  return s < 60 ? rest : `${t('units.minutesSpoken', { count: Math.floor(s / 60) })} ${rest}`;
}

function minutes(s: number): string {
  return t('units.minutes', { m: Math.floor(s / 60), s: Math.floor(s % 60) });
}

/** Milliseconds under a second, else seconds. */
export function stepTime(ms: number): string {
  return ms < 1000 ? t('units.milliseconds', { n: Math.round(ms) }) : seconds(ms);
}

/** A share of one, in percent. */
export function percent(share: number): string {
  return t('units.percent', { n: share * 100 });
}

/** A count with separators. */
export function count(n: number): string {
  return grouped.format(n);
}

/** How long ago, in words. */
export function ago(then: number, now: number): string {
  const min = Math.floor((now - then) / 60_000);
  if (min < 1) return t('units.justNow');
  if (min < 60) return t('units.minutesAgo', { n: min });
  const hours = Math.floor(min / 60);
  if (hours < 24) return t('units.hoursAgo', { n: hours });
  return t('units.daysAgo', { count: Math.floor(hours / 24) });
}

export type Day = 'today' | 'yesterday' | 'earlier';

/** Which group of the conversation list a time belongs to. */
export function dayOf(then: number, now: number): Day {
  const midnight = new Date(now);
  midnight.setHours(0, 0, 0, 0);
  if (then >= midnight.getTime()) return 'today';
  midnight.setDate(midnight.getDate() - 1);
  return then >= midnight.getTime() ? 'yesterday' : 'earlier';
}

const CLOCK = new Intl.DateTimeFormat('en', {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** Day and time to the second. */
export function clockTime(ms: number): string {
  return CLOCK.format(ms);
}

/** An amount of data: bytes, then KB and MB with one decimal. */
export function bytes(n: number): string {
  if (n < 1000) return t('units.bytes', { n });
  if (n < 1_000_000) return t('units.kilobytes', { n: (n / 1000).toFixed(1) });
  return t('units.megabytes', { n: (n / 1_000_000).toFixed(1) });
}

const MONTH = new Intl.DateTimeFormat('en', { month: 'long' });
const LONG_DAY = new Intl.DateTimeFormat('en', { month: 'long', day: 'numeric' });

/** The name of a time's month. */
export function monthName(ms: number): string {
  return MONTH.format(ms);
}

/** Month and day, written out. */
export function longDay(ms: number): string {
  return LONG_DAY.format(ms);
}

/** The host of a URL; the text itself where it is no URL. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : url;
}
