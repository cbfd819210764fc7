import type { Instant } from '#contracts/identifiers.ts';
import type { Counter } from '#core/segment/counter.ts';
import type { Parameters } from './parameters.ts';
import { propertySql } from './property-sql.ts';

/** Kind of engagement -> kind of message fact. */
const factKinds: ReadonlyMap<string, string> = new Map([
  ['sent', 'handed_over'],
  ['opened', 'opened'],
  ['clicked', 'clicked'],
]);

/** Property of an engagement -> column of message facts. */
const factColumns: ReadonlyMap<string, string> = new Map([
  ['channel', 'channel'],
  ['message', 'message'],
]);

/** Event time after `after` (absent: ever), up to and with `until`. */
export interface TimeRange {
  readonly after: Instant | undefined;
  readonly until: Instant;
}

/** A condition on the event time of facts. */
export function timeRangeSql({ after, until }: TimeRange, parameters: Parameters): string {
  const notAfter = `at <= ${instantSql(until, parameters)}`;
  return after === undefined ? notAfter : `${notAfter} AND at > ${instantSql(after, parameters)}`;
}

/** The facts within `range` (a condition) that a counter counts, as `table WHERE ...`. Binds {workspace:UInt32}. */
export function happeningsSql(
  { source, match }: Pick<Counter, 'source' | 'match'>,
  range: string,
  parameters: Parameters,
): string {
  const conditions = ['workspace = {workspace:UInt32}', range];
  if (source === 'event') {
    conditions.push(`type = 'track'`, `name = ${parameters.bind('String', match.event)}`);
    conditions.push(...match.where.map((test) => propertySql(test, 'properties', parameters)));
    return `event WHERE ${conditions.join(' AND ')}`;
  }
  conditions.push(`kind = ${parameters.bind('String', factKinds.get(match.event))}`);
  for (const test of match.where) {
    const column = factColumns.get(test.name);
    if (column === undefined || test.operator !== 'equals') {
      throw new RangeError(`No engagement is told apart by ${test.operator} on ${test.name}`);
    }
    conditions.push(`${column} = ${parameters.bind('String', test.value)}`);
  }
  return `message_fact WHERE ${conditions.join(' AND ')}`;
}

function instantSql(instant: Instant, parameters: Parameters): string {
  return `fromUnixTimestamp64Milli(${parameters.bind('Int64', instant)}, 'UTC')`;
}
