import type { Instant } from '#contracts/identifiers.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import type { ProfileState } from '../state.ts';
import type { CompiledSegments } from './compile.ts';
import { countUntil, windowOf } from './frequency.ts';
import { conditionHolds, timesOf } from './holds.ts';

/** A condition with its answer, and the same for its parts. */
export interface Explanation {
  readonly condition: SegmentCondition;
  readonly holds: boolean;
  readonly parts: readonly Explanation[];
  /** For counted happenings: how many lie in the window, as far as the condition needs to know, and the newest. */
  readonly counted?: { readonly times: number; readonly newestAt?: Instant };
}

export function explainCondition(
  compiled: CompiledSegments,
  condition: SegmentCondition,
  state: ProfileState,
  now: Instant,
): Explanation {
  const holds = conditionHolds(compiled, condition, state, now);
  switch (condition.type) {
    case 'trait':
      return { condition, holds, parts: [] };
    case 'event':
    case 'engagement': {
      const times = timesOf(compiled, condition, state);
      const past = times.slice(countUntil(times, now - windowOf(condition.frequency)), countUntil(times, now));
      const newestAt = past.at(-1);
      return {
        condition,
        holds,
        parts: [],
        counted: { times: past.length, ...(newestAt !== undefined && { newestAt }) },
      };
    }
    case 'all':
    case 'any':
      return {
        condition,
        holds,
        parts: condition.conditions.map((part) => explainCondition(compiled, part, state, now)),
      };
    case 'not':
      return { condition, holds, parts: [explainCondition(compiled, condition.condition, state, now)] };
  }
}
