import type { Home } from '#contracts/api/home.ts';

/** Events in a unit of time in which they are one or more, so that a low rate is no nought. */
export interface EventRate {
  readonly per: 'second' | 'minute' | 'hour';
  readonly events: number;
}

/**
 * Below one a second the average of ten seconds says little: then it is that of the last five minutes, and below one a
 * minute the count of the last hour. `minutes` are the last sixty, the newest last.
 */
export function eventRate(perSecond: number, minutes: Home['eventsByMinute']): EventRate {
  if (perSecond >= 1) return { per: 'second', events: perSecond };
  const perMinute = total(minutes.slice(-5)) / 5;
  return perMinute >= 1 ? { per: 'minute', events: perMinute } : { per: 'hour', events: total(minutes) };
}

/** Where a scale ends that shows `perSecond`: the next 1, 2 or 5 times a power of ten, so that it changes seldom. */
export function scaleEnd(perSecond: number): EventRate {
  if (perSecond >= 1) return { per: 'second', events: niceTop(perSecond) };
  return { per: 'minute', events: niceTop(perSecond * 60) };
}

function total(minutes: Home['eventsByMinute']): number {
  return minutes.reduce((sum, { count }) => sum + count, 0);
}

function niceTop(value: number): number {
  if (value <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= value) ?? value;
}
