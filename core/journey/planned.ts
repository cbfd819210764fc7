import { Temporal } from 'temporal-polyfill';
import type { Instant } from '#contracts/identifiers.ts';
import { valueAt } from '../segment/property-value.ts';
import type { PlannedStart, ProfileState } from '../state.ts';
import type { Work } from '../work.ts';
import { firstValidZone, instantOf } from '../zone.ts';
import { momentOf } from './calendar/named-day.ts';
import type { CompiledJourney } from './compile.ts';
import { startRun } from './start-run.ts';

/**
 * Starts what the calendar has brought about by now, and computes anew what dates of hers will start, where a release, a
 * trait or her zone has changed since `before`.
 */
export function settlePlanned(work: Work, before: ProfileState): void {
  const { byDate } = work.release.journeys;
  const { state } = work;
  if ((byDate.length === 0 && !state.planned?.length) || state.restricted !== undefined) return;
  const due = (state.planned ?? []).filter(({ at }) => at <= work.now);
  if (due.length > 0) {
    work.state = { ...state, planned: (state.planned ?? []).filter(({ at }) => at > work.now) };
    for (const start of due) startPlanned(work, start);
  }
  const isChanged =
    state.plannedFor !== work.release.source.number ||
    state.traits !== before.traits ||
    state.timeZone !== before.timeZone;
  if (isChanged || due.some(({ by }) => by === 'date')) planDates(work);
}

export function nextPlanned({ planned = [], restricted }: ProfileState): Instant | undefined {
  if (restricted !== undefined || planned.length === 0) return undefined;
  return Math.min(...planned.map(({ at }) => at));
}

/** At a time of her own zone; one that is over is due at once. */
export function planSchedule(work: Work, journey: string, localTime: string): void {
  const local = Temporal.PlainDateTime.from(localTime);
  const at = instantOf(local.toPlainDate(), local.toPlainTime(), zoneOf(work));
  const planned = (work.state.planned ?? []).filter((one) => one.journey !== journey || one.at !== at);
  work.state = { ...work.state, planned: [...planned, { journey, by: 'schedule', at }] };
}

/** Two people merged: what was planned for either of them; dates are computed again from what is known of both. */
export function unitePlanned(own: ProfileState, other: ProfileState): Pick<ProfileState, 'planned' | 'plannedFor'> {
  if (own.planned === undefined && other.planned === undefined) return {};
  const all = [...(own.planned ?? []), ...(other.planned ?? []).filter(({ by }) => by === 'schedule')];
  const distinct = new Map(all.map((one) => [`${one.journey} ${one.at}`, one]));
  return { planned: [...distinct.values()], plannedFor: 0 };
}

/** Everybody in the segment of a scheduled journey, as it is at that moment. */
export function startScheduled(work: Work, journey: CompiledJourney): void {
  const trigger = journey.trigger?.trigger;
  if (trigger?.type !== 'schedule') return;
  if (trigger.segment !== null && !work.state.memberships.has(trigger.segment)) return;
  startRun(work, journey, { trigger: { event: 'Scheduled', properties: {} } });
}

function startPlanned(work: Work, { journey: id, by }: PlannedStart): void {
  const journey = work.release.journeys.entries.get(id);
  const trigger = journey?.trigger?.trigger;
  if (!journey || trigger === undefined) return;
  if (by === 'schedule') {
    startScheduled(work, journey);
  } else if (trigger.type === 'date') {
    const value = valueAt(work.state.traits, trigger.trait) ?? null;
    startRun(work, journey, { trigger: { event: 'Date Reached', properties: { trait: trigger.trait, value } } });
  }
}

function planDates(work: Work): void {
  const { traits, planned = [] } = work.state;
  const zone = zoneOf(work);
  const dates = work.release.journeys.byDate.flatMap(({ definition, trigger }): PlannedStart[] => {
    const rule = trigger?.trigger;
    if (rule?.type !== 'date') return [];
    const at = momentOf(valueAt(traits, rule.trait), rule, { after: work.now, zone, traits });
    return at === undefined || at <= work.now ? [] : [{ journey: definition.id, by: 'date', at }];
  });
  const next = [...planned.filter(({ by }) => by === 'schedule'), ...dates];
  work.state = { ...work.state, planned: next, plannedFor: work.release.source.number };
}

function zoneOf({ state, release }: Work): string {
  return firstValidZone([state.timeZone, release.source.settings.timeZone]).zone;
}
