import type { Frequency } from '#contracts/segment/frequency.ts';
import type { Counting } from '#core/segment/counter.ts';
import { rangeAt, windowOf } from '#core/segment/time/window.ts';
import { peopleHaving } from '../current-profile.ts';
import { isCountedSql, timeRangeSql } from '../happenings-sql.ts';
import type { Parameters } from '../parameters.ts';
import type { Asked } from '../segment-sql.ts';

/** How often something happened, as it is asked. */
export interface Counted {
  readonly counting: Counting;
  readonly frequency: Frequency;
}

/** What is asked of several counts of one person: each by itself, or joined. */
export type CountedTree =
  | Counted
  | { readonly all: readonly CountedTree[] }
  | { readonly any: readonly CountedTree[] }
  | { readonly not: CountedTree };

/** All that is asked of them reads one table, so that one look at it is enough. */
export function readsOneTable(tree: CountedTree): boolean {
  return new Set(countsOf(tree).map(({ counting }) => counting.source)).size === 1;
}

/**
 * Whether that holds of how often things happened, all counted in one passage over the facts. Whoever has not one of these
 * has no row, so what holds of nobody's happenings is said as the opposite of its opposite.
 */
export function countedSql(tree: CountedTree, { now, settings }: Asked, parameters: Parameters): string {
  const counts = countsOf(tree);
  const source = counts[0]?.counting.source ?? 'event';
  const isCounted = counts.map(({ counting, frequency }) => {
    const range = timeRangeSql(rangeAt(windowOf(frequency), settings.timeZone, now), parameters);
    return `(${isCountedSql(counting, range, parameters).join(' AND ')})`;
  });
  const limits = counts.map(({ frequency }) => parameters.bind('UInt64', frequency.times));
  const figures = Object.fromEntries(
    isCounted.map((condition, index) => [
      `times${index}`,
      {
        of: isCounted.length === 1 ? 'count()' : `countIf(${condition})`,
        united: `sum(found.times${index})`,
      },
    ]),
  );
  const holds = (figure: (name: string) => string): string =>
    write(tree, (one) => {
      const index = counts.indexOf(one);
      return `${figure(`times${index}`)} ${comparisons[one.frequency.comparison]} ${limits[index]}`;
    });
  const table = source === 'event' ? 'event' : 'message_fact';
  const rows = `${table} WHERE workspace = {workspace:UInt32} AND (${isCounted.join(' OR ')})`;
  if (!holdsOfNothing(tree)) return `(profile GLOBAL IN (${peopleHaving(rows, figures, holds)}))`;
  return `(NOT profile GLOBAL IN (${peopleHaving(rows, figures, (figure) => `NOT (${holds(figure)})`)}))`;
}

const comparisons = { at_least: '>=', at_most: '<=', exactly: '=' } as const;

function countsOf(tree: CountedTree): readonly Counted[] {
  if ('all' in tree) return tree.all.flatMap(countsOf);
  if ('any' in tree) return tree.any.flatMap(countsOf);
  return 'not' in tree ? countsOf(tree.not) : [tree];
}

function write(tree: CountedTree, one: (counted: Counted) => string): string {
  if ('all' in tree) return `(${tree.all.map((part) => write(part, one)).join(' AND ')})`;
  if ('any' in tree) return `(${tree.any.map((part) => write(part, one)).join(' OR ')})`;
  return 'not' in tree ? `NOT (${write(tree.not, one)})` : one(tree);
}

function holdsOfNothing(tree: CountedTree): boolean {
  if ('all' in tree) return tree.all.every(holdsOfNothing);
  if ('any' in tree) return tree.any.some(holdsOfNothing);
  if ('not' in tree) return !holdsOfNothing(tree.not);
  const { comparison, times } = tree.frequency;
  return comparison === 'at_most' || times === 0;
}
