import type { LeafCondition } from '#contracts/segment.ts';
import { longestOf, occurrencesSeen, sequenceHappenings } from '#core/segment/conditions/sequence.ts';
import { rangeAt } from '#core/segment/time/window.ts';
import { peopleHaving } from '../current-profile.ts';
import { happeningsSql, timeRangeSql } from '../happenings-sql.ts';
import type { Parameters } from '../parameters.ts';
import type { Asked } from '../segment-sql.ts';
import { pairSql } from './sequence-of-two.ts';

type SequenceCondition = Extract<LeafCondition, { type: 'sequence' }>;

/** Later than any time; a step more makes it later than what stands for a step before that was not found. */
const never = 9_000_000_000_000_000;

/** The same search as core/segment/conditions/sequence.ts, over arrays of the newest times of each step. */
export function sequenceSql(condition: SequenceCondition, asked: Asked, parameters: Parameters): string {
  return condition.steps.length === 2 ? pairSql(condition, asked, parameters) : searchSql(condition, asked, parameters);
}

function searchSql(condition: SequenceCondition, { now, settings }: Asked, parameters: Parameters): string {
  const { steps, without, window } = condition;
  const past = timeRangeSql(rangeAt(undefined, settings.timeZone, now), parameters);
  const found = sequenceHappenings(condition, settings).map(
    (counted, index) => `SELECT profile, ${index} AS step, at FROM ${happeningsSql(counted, past, parameters)}`,
  );
  const { from, to } = rangeAt(window, settings.timeZone, now);
  const after = Number.isFinite(from) ? `time >= ${parameters.bind('Int64', from)} AND ` : '';
  const isWithin = `${after}time < ${parameters.bind('Int64', to)}`;
  // Times are negated because the aggregate function keeps the least values.
  const figures = Object.fromEntries(
    found.map((_, index) => [
      `newest${index}`,
      {
        of: `groupArraySortedIf(${occurrencesSeen})(-toUnixTimestamp64Milli(at), step = ${index})`,
        united: `arraySlice(arraySort(arrayFlatten(groupArray(found.newest${index}))), 1, ${occurrencesSeen})`,
      },
    ]),
  );
  const longest = parameters.bind('Int64', longestOf(condition));
  const people = peopleHaving(`(${found.join(' UNION ALL ')})`, figures, (figure) => {
    const timesOf = (index: number): string =>
      `arrayReverse(arrayFilter(time -> ${isWithin}, arrayMap(time -> -time, ${figure(`newest${index}`)})))`;
    let last = 'start';
    for (const index of steps.keys()) {
      if (index === 0) continue;
      last = `arrayFirst(next${index} -> next${index} > ${last}, arrayPushBack(${timesOf(index)}, ${never + index}))`;
    }
    const isSoon = `${last} - start <= ${longest}`;
    const isFree =
      without === undefined
        ? ''
        : ` AND NOT arrayExists(other -> other > start AND other < ${last}, ${timesOf(steps.length)})`;
    const happened = [...steps.keys()].map((index) => `notEmpty(${figure(`newest${index}`)})`);
    return `${happened.join(' AND ')} AND arrayExists(start -> ${isSoon}${isFree}, ${timesOf(0)})`;
  });
  return `(profile GLOBAL IN (${people}))`;
}
