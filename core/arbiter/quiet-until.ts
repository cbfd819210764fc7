import { Temporal } from 'temporal-polyfill';
import type { Instant } from '#contracts/identifiers.ts';
import type { QuietHours } from '#contracts/settings.ts';

type Window = Pick<QuietHours, 'from' | 'until'>;

/** A formatter takes about 50 microseconds to make and half a microsecond to use. Zones come from senders: bounded. */
const clocks = new Map<string, Intl.DateTimeFormat | undefined>();
const mostClocks = 1_000;

/**
 * When the quiet hours around `now` end, or undefined when it is not quiet. The first valid zone counts, UTC if there is
 * none. It is quiet when the wall clock says so: an hour that comes twice in autumn is quiet twice, and where the end
 * falls into the hour that spring leaves out, the end is the jump itself.
 */
export function quietUntil(now: Instant, window: Window, zones: readonly (string | undefined)[]): Instant | undefined {
  const { zone, clock } = firstValid(zones);
  return isQuiet(clock.format(now), window) ? nextEnd(now, window, zone) : undefined;
}

function isQuiet(time: string, { from, until }: Window): boolean {
  return from <= until ? from <= time && time < until : from <= time || time < until;
}

function nextEnd(now: Instant, { until }: Window, zone: string): Instant {
  const here = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone);
  const end = Temporal.PlainTime.from(until);
  const isTomorrow = Temporal.PlainTime.compare(here, end) >= 0;
  const local = here
    .toPlainDate()
    .add({ days: isTomorrow ? 1 : 0 })
    .toPlainDateTime(end);
  const earlier = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const later = local.toZonedDateTime(zone, { disambiguation: 'later' });
  if (!later.toPlainDateTime().equals(local)) {
    return later.getTimeZoneTransition('previous')?.epochMilliseconds ?? later.epochMilliseconds;
  }
  return earlier.epochMilliseconds > now ? earlier.epochMilliseconds : later.epochMilliseconds;
}

function firstValid(zones: readonly (string | undefined)[]): { zone: string; clock: Intl.DateTimeFormat } {
  for (const zone of zones) {
    const clock = zone ? clockIn(zone) : undefined;
    if (zone && clock) {
      return { zone, clock };
    }
  }
  return { zone: 'UTC', clock: wallClock('UTC') };
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
