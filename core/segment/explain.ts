import type { Instant } from '#contracts/identifiers.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import type { ProfileState } from '../state.ts';
import type { CompiledSegments } from './compile.ts';
import { kindOf } from './conditions/index.ts';
import type { Counted } from './conditions/kind.ts';
import { conditionHolds } from './holds.ts';

/** A condition with its answer, and the same for its parts. */
export interface Explanation {
  readonly condition: SegmentCondition;
  readonly holds: boolean;
  readonly parts: readonly Explanation[];
  readonly counted?: Counted;
}

export function explainCondition(
  compiled: CompiledSegments,
  condition: SegmentCondition,
  state: ProfileState,
  now: Instant,
): Explanation {
  const holds = conditionHolds(compiled, condition, state, now);
  switch (condition.type) {
    case 'all':
    case 'any':
      return {
        condition,
        holds,
        parts: condition.conditions.map((part) => explainCondition(compiled, part, state, now)),
      };
    case 'not':
      return { condition, holds, parts: [explainCondition(compiled, condition.condition, state, now)] };
    default: {
      const counted = kindOf(condition).counted?.(condition, { compiled, state }, now);
      return { condition, holds, parts: [], ...(counted && { counted }) };
    }
  }
}
