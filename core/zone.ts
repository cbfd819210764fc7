import type { Temporal } from 'temporal-polyfill';
import type { Instant } from '#contracts/identifiers.ts';

/** A formatter takes about 50 microseconds to make and half a microsecond to use. Zones come from senders: bounded. */
const clocks = new Map<string, Intl.DateTimeFormat | undefined>();
const mostClocks = 1_000;

/** The first zone that Intl knows, with its wall clock, which formats as `HH:MM`; UTC if there is none. */
export function firstValidZone(zones: readonly (string | undefined)[]): {
  readonly zone: string;
  readonly clock: Intl.DateTimeFormat;
} {
  for (const zone of zones) {
    const clock = zone ? clockIn(zone) : undefined;
    if (zone && clock) {
      return { zone, clock };
    }
  }
  return { zone: 'UTC', clock: wallClock('UTC') };
}

/** An hour that spring leaves out is the one after it; of one that comes twice in autumn the first counts. */
export function instantOf(date: Temporal.PlainDate, time: Temporal.PlainTime, zone: string): Instant {
  return date.toPlainDateTime(time).toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
}

function clockIn(zone: string): Intl.DateTimeFormat | undefined {
  if (!clocks.has(zone)) {
    if (clocks.size >= mostClocks) {
      clocks.clear();
    }
    clocks.set(zone, tryWallClock(zone));
  }
  return clocks.get(zone);
}

function tryWallClock(zone: string): Intl.DateTimeFormat | undefined {
  try {
    return wallClock(zone);
  } catch {
    // RangeError is the only way in which Intl says that it does not know the zone.
    return undefined;
  }
}

/** Formats as `HH:MM`, which sorts like the time. */
function wallClock(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}
