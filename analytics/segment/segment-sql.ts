import type { Instant } from '#contracts/identifiers.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import { type Referenced, resolveReference } from '#core/segment/reference.ts';
import type { SegmentSettings } from '#core/segment/segment-settings.ts';
import { type CountedTree, countedSql, readsOneTable } from './conditions/counting.ts';
import { countedOf, isCountedKind, kindSql } from './conditions/index.ts';
import type { Parameters } from './parameters.ts';

export interface Statement {
  readonly sql: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** The moment that a condition is asked about, and what it goes by. */
export interface Asked {
  readonly now: Instant;
  readonly settings: SegmentSettings;
  /** What conditions that ask for other segments stand for. */
  readonly referenced: Referenced;
}

/**
 * Says over the facts what core/segment/holds.ts says over a person's counters, as an expression over `profile`, `traits`,
 * `time_zone` and `known` of a person's newest profile fact.
 */
export function conditionSql(condition: SegmentCondition, asked: Asked, parameters: Parameters): string {
  switch (condition.type) {
    case 'all':
    case 'any':
      return join(condition, asked, parameters);
    case 'not':
      return `NOT (${conditionSql(condition.condition, asked, parameters)})`;
    case 'segment':
    case 'lifecycle':
      return `(${conditionSql(resolveReference(asked.referenced, condition), asked, parameters)})`;
    default:
      return kindSql(condition, asked, parameters);
  }
}

/** What asks how often things happened is asked together: to look at the facts is dearer than to compare counts. */
function join({ type, conditions }: JoinedCondition, asked: Asked, parameters: Parameters): string {
  if (conditions.length === 0) return type === 'all' ? 'true' : 'false';
  const others: SegmentCondition[] = [];
  const counted: CountedTree[] = [];
  for (const condition of conditions) {
    const tree = countedTree(condition, asked);
    if (tree !== undefined && counted.length < mostTogether && readsOneTable({ all: [...counted, tree] }))
      counted.push(tree);
    else others.push(condition);
  }
  const parts = others.map((part) => conditionSql(part, asked, parameters));
  if (counted.length > 0)
    parts.push(countedSql(type === 'all' ? { all: counted } : { any: counted }, asked, parameters));
  return `(${parts.join(type === 'all' ? ' AND ' : ' OR ')})`;
}

type JoinedCondition = Extract<SegmentCondition, { type: 'all' | 'any' }>;

/** Each is a column of the passage. */
const mostTogether = 20;

/** Undefined where anything else is asked, too, or of two tables. */
function countedTree(condition: SegmentCondition, asked: Asked): CountedTree | undefined {
  if (isCountedKind(condition)) return countedOf(condition, asked);
  switch (condition.type) {
    case 'not': {
      const not = countedTree(condition.condition, asked);
      return not && { not };
    }
    case 'all':
    case 'any': {
      const parts = condition.conditions.map((part) => countedTree(part, asked));
      const found = parts.filter((part) => part !== undefined);
      if (found.length === 0 || found.length < parts.length) return undefined;
      const tree = condition.type === 'all' ? { all: found } : { any: found };
      return readsOneTable(tree) ? tree : undefined;
    }
    case 'segment':
    case 'lifecycle':
      return countedTree(resolveReference(asked.referenced, condition), asked);
    default:
      return undefined;
  }
}
