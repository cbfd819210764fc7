import type { LeafCondition } from '#contracts/segment.ts';
import { longestOf, occurrencesSeen, sequenceHappenings } from '#core/segment/conditions/sequence.ts';
import { rangeAt } from '#core/segment/window.ts';
import { groupByPerson } from '../current-profile.ts';
import { happeningsSql, timeRangeSql } from '../happenings-sql.ts';
import type { Parameters } from '../parameters.ts';
import type { Asked } from '../segment-sql.ts';

type SequenceCondition = Extract<LeafCondition, { type: 'sequence' }>;

/** Later than any time; a step more makes it later than what stands for a step before that was not found. */
const never = 9_000_000_000_000_000;

/** The same search as core/segment/conditions/sequence.ts, over arrays of the newest times of each step. */
export function sequenceSql(condition: SequenceCondition, { now, settings }: Asked, parameters: Parameters): string {
  const { steps, without, window } = condition;
  const past = timeRangeSql(rangeAt(undefined, settings.timeZone, now), parameters);
  // Times are negated because the aggregate function keeps the least values.
  const found = sequenceHappenings(condition, settings).map(
    (counted, index) =>
      `SELECT profile, ${index} AS event, groupArraySorted(${occurrencesSeen})(-toUnixTimestamp64Milli(at)) AS times ` +
      `FROM ${happeningsSql(counted, past, parameters)} GROUP BY profile`,
  );
  const { from, to } = rangeAt(window, settings.timeZone, now);
  const after = Number.isFinite(from) ? `time >= ${parameters.bind('Int64', from)} AND ` : '';
  const isWithin = `${after}time < ${parameters.bind('Int64', to)}`;
  const columns = found.map((_, index) => {
    const all = `arraySort(arrayFlatten(groupArrayIf(found.times, found.event = ${index})))`;
    const newest = `arrayMap(time -> -time, arraySlice(${all}, 1, ${occurrencesSeen}))`;
    return `arraySort(arrayFilter(time -> ${isWithin}, ${newest})) AS times${index}`;
  });
  const people = groupByPerson(found.join(' UNION ALL '), columns);
  let last = 'start';
  for (const index of steps.keys()) {
    if (index === 0) continue;
    last = `arrayFirst(next${index} -> next${index} > ${last}, arrayPushBack(times${index}, ${never + index}))`;
  }
  const isSoon = `${last} - start <= ${parameters.bind('Int64', longestOf(condition))}`;
  const isFree =
    without === undefined
      ? ''
      : ` AND NOT arrayExists(other -> other > start AND other < ${last}, times${steps.length})`;
  return `(profile GLOBAL IN (SELECT person FROM (${people}) WHERE arrayExists(start -> ${isSoon}${isFree}, times0)))`;
}
