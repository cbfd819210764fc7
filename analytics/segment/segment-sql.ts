import type { Instant } from '#contracts/identifiers.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import { type Referenced, resolveReference } from '#core/segment/reference.ts';
import type { SegmentSettings } from '#core/segment/segment-settings.ts';
import { kindSql } from './conditions/index.ts';
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
      return join(condition.conditions, 'AND', 'true', asked, parameters);
    case 'any':
      return join(condition.conditions, 'OR', 'false', asked, parameters);
    case 'not':
      return `NOT (${conditionSql(condition.condition, asked, parameters)})`;
    case 'segment':
    case 'lifecycle':
      return `(${conditionSql(resolveReference(asked.referenced, condition), asked, parameters)})`;
    default:
      return kindSql(condition, asked, parameters);
  }
}

function join(
  conditions: readonly SegmentCondition[],
  word: 'AND' | 'OR',
  empty: 'true' | 'false',
  asked: Asked,
  parameters: Parameters,
): string {
  if (conditions.length === 0) return empty;
  return `(${conditions.map((part) => conditionSql(part, asked, parameters)).join(` ${word} `)})`;
}
