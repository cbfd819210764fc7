import { Temporal } from 'temporal-polyfill';
import type { Instant } from '#contracts/identifiers.ts';
import type { QuietHours } from '#contracts/settings.ts';
import { firstValidZone } from '../zone.ts';

type Window = Pick<QuietHours, 'from' | 'until'>;

/**
 * When the quiet hours around `now` end, or undefined when it is not quiet. The first valid zone counts, UTC if there is
 * none. It is quiet when the wall clock says so: an hour that comes twice in autumn is quiet twice, and where the end
 * falls into the hour that spring leaves out, the end is the jump itself.
 */
export function quietUntil(now: Instant, window: Window, zones: readonly (string | undefined)[]): Instant | undefined {
  const { zone, clock } = firstValidZone(zones);
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
