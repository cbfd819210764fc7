import type { MessageFactRow } from '#components/clickhouse/tables.ts';
import type { PropertyTest } from '#contracts/condition.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { engagementKinds } from '#contracts/segment/engagement.ts';
import type { Counting } from '#core/segment/counter.ts';
import type { TimeRange } from '#core/segment/time/window.ts';
import type { Parameters } from './parameters.ts';
import { itemsSql, propertySql } from './property-sql.ts';

/** Kind of engagement -> kind of message fact. */
const factKinds: { readonly [kind in (typeof engagementKinds)[number]]: MessageFactRow['kind'] } = {
  sent: 'handed_over',
  delivered: 'delivered',
  opened: 'opened',
  clicked: 'clicked',
  replied: 'replied',
  bounced: 'bounced',
  complained: 'complained',
  unsubscribed: 'unsubscribed',
};

/** Property of an engagement -> column of message facts. */
const factColumns: ReadonlyMap<string, string> = new Map([
  ['channel', 'channel'],
  ['message', 'message'],
]);

/** A condition on the event time of facts. */
export function timeRangeSql({ from, to }: TimeRange, parameters: Parameters): string {
  const limits = [
    ...(Number.isFinite(from) ? [`at >= ${instantSql(from, parameters)}`] : []),
    ...(Number.isFinite(to) ? [`at < ${instantSql(to, parameters)}`] : []),
  ];
  return limits.length === 0 ? 'true' : limits.join(' AND ');
}

/** The facts within `range` (a condition) that a counter counts, as `table WHERE ...`. Binds {workspace:UInt32}. */
export function happeningsSql(counting: Counting, range: string, parameters: Parameters): string {
  const conditions = ['workspace = {workspace:UInt32}', ...isCountedSql(counting, range, parameters)];
  return `${counting.source === 'event' ? 'event' : 'message_fact'} WHERE ${conditions.join(' AND ')}`;
}

/** Conditions on a fact of the table of `source`, which all hold of those within `range` that are counted. */
export function isCountedSql(
  { source, match, product, within }: Counting,
  range: string,
  parameters: Parameters,
): readonly string[] {
  const inTime = within === undefined ? [range] : [range, timeRangeSql(within, parameters)];
  if (source === 'event') {
    const tests = match.where.map((test) => propertySql(test, 'properties', parameters));
    return [
      ...inTime,
      ...[`type = 'track'`, `name = ${parameters.bind('String', match.event)}`, ...tests],
      ...(product === undefined ? [] : [`notEmpty(${productsSql(product, parameters)})`]),
    ];
  }
  const kind = parameters.bind('String', factKinds[match.event as keyof typeof factKinds]);
  const tests = match.where.map((test) => {
    const column = factColumns.get(test.name);
    if (column === undefined || test.operator !== 'equals') {
      throw new RangeError(`No engagement is told apart by ${test.operator} on ${test.name}`);
    }
    return `${column} = ${parameters.bind('String', test.value)}`;
  });
  return [...inTime, `kind = ${kind}`, ...tests];
}

/** The products of an event that pass all tests, as an array of JSON texts. */
export function productsSql(tests: readonly PropertyTest[], parameters: Parameters): string {
  const items = itemsSql('products', 'properties', parameters);
  const passes = tests.map((test) => propertySql(test, 'item', parameters));
  return passes.length === 0 ? items : `arrayFilter(item -> ${passes.join(' AND ')}, ${items})`;
}

function instantSql(instant: Instant, parameters: Parameters): string {
  return `fromUnixTimestamp64Milli(${parameters.bind('Int64', instant)}, 'UTC')`;
}
