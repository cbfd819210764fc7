import type { LeafCondition } from '#contracts/segment.ts';
import { longestOf, occurrencesSeen, sequenceHappenings } from '#core/segment/conditions/sequence.ts';
import type { Counting } from '#core/segment/counter.ts';
import { rangeAt } from '#core/segment/time/window.ts';
import { peopleHaving } from '../current-profile.ts';
import { isCountedSql, timeRangeSql } from '../happenings-sql.ts';
import type { Parameters } from '../parameters.ts';
import type { Asked } from '../segment-sql.ts';

type SequenceCondition = Extract<LeafCondition, { type: 'sequence' }>;

/**
 * What an event is, in the last bits of its time. Of what happens in the same millisecond the end comes first, then what
 * must not lie between, then the beginning: nothing is after the other.
 */
const parts = { end: 0, between: 1, beginning: 2 } as const;
const partBits = 2;

/**
 * One thing after another, over one sorted list of all of a person's: the last beginning before an end is the nearest, and
 * stands right before the first end after it, unless something that must not lie between does. So it is enough to look at
 * neighbours, which takes a tenth of the search through lists of several steps.
 */
export function pairSql(condition: SequenceCondition, asked: Asked, parameters: Parameters): string {
  const { now, settings } = asked;
  const counted = sequenceHappenings(condition, settings);
  const { from, to } = rangeAt(condition.window, settings.timeZone, now);
  const limits = {
    from: Number.isFinite(from) ? parameters.bind('Int64', from) : undefined,
    to: condition.window && parameters.bind('Int64', to),
    longest: parameters.bind('Int64', longestOf(condition)),
  };
  const within = [limits.from && `${timeOf('one')} >= ${limits.from}`, limits.to && `${timeOf('one')} < ${limits.to}`];
  const conditions = within.filter((one) => one !== undefined);
  const isThere = (list: string): string => {
    const kept = conditions.length === 0 ? list : `arrayFilter(one -> ${conditions.join(' AND ')}, ${list})`;
    const sorted = `arraySort(${kept})`;
    const isPair = `${partOf('one')} = ${parts.beginning} AND ${partOf('next')} = ${parts.end}`;
    const isSoon = `${timeOf('next')} - ${timeOf('one')} <= ${limits.longest}`;
    return `arrayExists((one, next) -> ${isPair} AND ${isSoon}, arrayPopBack(${sorted}), arrayPopFront(${sorted}))`;
  };
  const people = peopleHaving(rowsOf(counted, asked, parameters), { seen }, (figure) => {
    const all = figure('seen');
    // Hardly anybody has more; as branches of an `if` only hers are taken apart.
    return `if(length(${all}) <= ${occurrencesSeen}, ${isThere(all)}, ${isThere(newestOf(all))})`;
  });
  return `(profile GLOBAL IN (${people}))`;
}

const seen = { of: 'groupArray(moment)', united: 'arrayFlatten(groupArray(found.seen))' };
const timeOf = (moment: string): string => `bitShiftRight(${moment}, ${partBits})`;
const partOf = (moment: string): string => `bitAnd(${moment}, ${2 ** partBits - 1})`;

/** Of each part the newest, as both evaluators see them. */
function newestOf(seen: string): string {
  const ofParts = Object.values(parts).map(
    (part) => `arraySlice(arraySort(arrayFilter(one -> ${partOf('one')} = ${part}, ${seen})), -${occurrencesSeen})`,
  );
  return `arrayConcat(${ofParts.join(', ')})`;
}

/** Rows of (profile, moment), as what stands after FROM; of one passage where an event has but one part. */
function rowsOf(counted: readonly Counting[], { now, settings }: Asked, parameters: Parameters): string {
  const past = timeRangeSql(rangeAt(undefined, settings.timeZone, now), parameters);
  const place = [parts.beginning, parts.end, parts.between];
  const momentAs = (part: string): string => `toUnixTimestamp64Milli(at) * ${2 ** partBits} + ${part} AS moment`;
  const rows = (part: string, condition: string): string =>
    `SELECT profile, ${momentAs(part)} FROM event WHERE workspace = {workspace:UInt32} AND ${past} AND ${condition}`;
  const conditions = counted.map((one) => isCountedSql(one, 'true', parameters).join(' AND '));
  if (new Set(counted.map(({ match }) => match.event)).size < counted.length)
    return `(${conditions.map((condition, index) => rows(`${place[index]}`, condition)).join(' UNION ALL ')})`;
  const names = counted.map(({ match }) => parameters.bind('String', match.event));
  const chosen = names.slice(1).map((name, index) => `name = ${name}, ${place[index + 1]}`);
  return `(${rows(`multiIf(${chosen.join(', ')}, ${place[0]})`, `(${conditions.map((one) => `(${one})`).join(' OR ')})`)})`;
}
