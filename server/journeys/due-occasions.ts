import { Temporal } from 'temporal-polyfill';
import type { Instant } from '#contracts/identifiers.ts';
import type { ScheduleEntry } from '#contracts/journey/entries/schedule.ts';
import { occurrences } from '#core/journey/calendar/recurrence.ts';
import { instantOf } from '#core/zone.ts';

const hour = 3_600_000;
/** What was missed for longer, because nothing ran, starts nothing: news of yesterday. */
const patience = 24 * hour;
/** Where each one's own zone counts: no zone is ahead of UTC by more than 14 hours, and telling everybody takes a while. */
const ahead = 14 * hour + hour;
const mostAtOnce = 10;

interface Looked {
  readonly zone: string;
  /** Since when people enter the journey. */
  readonly since: Instant;
  /** The last occasion that was noted. */
  readonly last: string | null;
  readonly now: Instant;
}

/** The local times of a schedule for which people have to be told by now, ascending. */
export function dueOccasions(schedule: ScheduleEntry, { zone, since, last, now }: Looked): readonly string[] {
  const momentOf = (local: string): Instant => {
    const at = Temporal.PlainDateTime.from(local);
    if (schedule.zone === 'person') return instantOf(at.toPlainDate(), at.toPlainTime(), 'UTC') - ahead;
    return instantOf(at.toPlainDate(), at.toPlainTime(), zone);
  };
  const from = localText(Math.max(since, now - patience) - 14 * hour, zone);
  const candidates = occurrences(schedule, from, mostAtOnce + 3);
  return candidates
    .filter((local) => (last === null || local > last) && isNew(local, momentOf(local)))
    .slice(0, mostAtOnce);

  function isNew(local: string, moment: Instant): boolean {
    if (moment > now) return false;
    if (schedule.zone === 'workspace') return moment >= since && moment > now - patience;
    // It must not be over for those in the zones where the day is latest.
    return instantOf(...partsOf(local), 'UTC') + 12 * hour >= Math.max(since, now - patience);
  }
}

function partsOf(local: string): [Temporal.PlainDate, Temporal.PlainTime] {
  const at = Temporal.PlainDateTime.from(local);
  return [at.toPlainDate(), at.toPlainTime()];
}

function localText(at: Instant, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime().toString().slice(0, 16);
}
