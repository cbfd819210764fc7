import type { ScheduleEntry } from '#contracts/journey/entries/schedule.ts';

/** The day begins last at the date line, this long after the workspace's at most. */
const zonesApart = 26 * 3_600_000;

/** Whether a schedule that does not repeat names a moment that is over everywhere it counts. `now` in milliseconds. */
export function isPast({ start, rule, zone }: ScheduleEntry, timeZone: string, now: number): boolean {
  if (rule !== null || start === '') return false;
  return start < localTime(zone === 'person' ? now - zonesApart : now, timeZone);
}

/** As `2026-11-11T09:00`, which sorts as the times do. */
function localTime(at: number, timeZone: string): string {
  const swedish = { dateStyle: 'short', timeStyle: 'short', timeZone } as const;
  return new Intl.DateTimeFormat('sv-SE', swedish).format(at).replace(' ', 'T');
}
