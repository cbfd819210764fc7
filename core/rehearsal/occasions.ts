import { Temporal } from 'temporal-polyfill';
import type { Instant, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { ScheduleEntry } from '#contracts/journey/entries/schedule.ts';
import { upgradeJourney } from '#contracts/journey/upgrade.ts';
import type { JourneyDefinition } from '#contracts/journey.ts';
import type { Release } from '#contracts/release.ts';
import type { EnrolStimulus } from '#contracts/stimulus.ts';
import { hours } from '../duration.ts';
import { occurrences } from '../journey/calendar/recurrence.ts';
import { firstValidZone, instantOf } from '../zone.ts';
import type { Tried } from './releases.ts';

/** A moment of a schedule, at which everybody is told of it; `localTime` where each one enters at the time of her own zone. */
export interface Occasion {
  readonly at: Instant;
  readonly journey: string;
  readonly localTime?: string;
}

interface Span {
  readonly since: Instant;
  readonly until: Instant;
}

/** No zone is ahead of UTC by more, and none behind it by more than twelve hours. */
const mostAhead = hours(14);
const mostBehind = hours(12);
/** A daily schedule over more than two years. */
const mostOfOne = 1_000;

/** The moments before `until` of all schedules by which people could enter then, ascending. */
export function occasionsOf(
  { journeys, settings }: Release,
  { draft, from, periods }: Tried,
  until: Instant,
): readonly Occasion[] {
  const { zone } = firstValidZone([settings.timeZone]);
  const published = journeys.flatMap((journey) => {
    const end = journey.id === draft.id ? Math.min(from, until) : until;
    const spans = periods.map(({ at, entries }, index): Span | undefined => {
      const isEntered = entries.some((entry) => entry.journey === journey.id && entry.version === journey.version);
      return isEntered ? { since: at, until: Math.min(periods[index + 1]?.at ?? end, end) } : undefined;
    });
    return spans.flatMap((span) => (span ? ofJourney(upgradeJourney(journey), zone, span) : []));
  });
  return [...published, ...ofJourney(draft, zone, { since: from, until })].toSorted((a, b) => a.at - b.at);
}

function ofJourney({ id, nodes }: Pick<JourneyDefinition, 'id' | 'nodes'>, zone: string, span: Span): Occasion[] {
  const trigger = nodes.find((node) => node.kind === 'trigger')?.trigger;
  return trigger?.type === 'schedule' ? ofSchedule(trigger, zone, span).map((one) => ({ ...one, journey: id })) : [];
}

function ofSchedule(schedule: ScheduleEntry, zone: string, { since, until }: Span): Omit<Occasion, 'journey'>[] {
  const first = Temporal.Instant.fromEpochMilliseconds(since - mostAhead)
    .toString()
    .slice(0, 16);
  return occurrences(schedule, first, mostOfOne).flatMap((local) => {
    const there = Temporal.PlainDateTime.from(local);
    const momentIn = (place: string) => instantOf(there.toPlainDate(), there.toPlainTime(), place);
    if (schedule.zone === 'workspace') {
      const at = momentIn(zone);
      return at >= since && at < until ? [{ at }] : [];
    }
    const at = Math.max(since, momentIn('UTC') - mostAhead);
    return momentIn('UTC') + mostBehind >= since && at < until ? [{ at, localTime: local }] : [];
  });
}

/** What she is told when the moment has come. */
export function enrolmentOf(
  { at, journey, localTime }: Occasion,
  { workspace, profile }: { readonly workspace: WorkspaceId; readonly profile: ProfileId },
): EnrolStimulus {
  const id = `enrol:${journey}:schedule:${at}`;
  const base = {
    type: 'enrol',
    workspace,
    profile,
    id,
    at,
    receivedAt: at,
    journey,
    by: 'schedule',
    payload: {},
  } as const;
  return localTime === undefined ? base : { ...base, localTime };
}
