import type { Instant } from '#contracts/identifiers.ts';
import type { Json } from '#contracts/json.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import type { ProfileState } from '../state.ts';
import type { CompiledSegments } from './compile.ts';
import { kindOf } from './conditions/index.ts';
import type { Counted } from './conditions/kind.ts';
import { conditionHolds } from './holds.ts';
import { resolveReference } from './reference.ts';

/** A condition with its answer, and the same for its parts. */
export interface Explanation {
  readonly condition: SegmentCondition;
  readonly holds: boolean;
  readonly parts: readonly Explanation[];
  readonly counted?: Counted;
  /** What is true of her in place of what is asked for. */
  readonly known?: Json;
  /** Since when that is so, where it is known. */
  readonly since?: Instant;
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
    case 'segment':
    case 'lifecycle': {
      const since = condition.type === 'segment' ? state.memberships.get(condition.segment) : undefined;
      return {
        condition,
        holds,
        parts: [explainCondition(compiled, resolveReference(compiled.referenced, condition), state, now)],
        ...(since !== undefined && { since }),
      };
    }
    default: {
      const kind = kindOf(condition);
      const counted = kind.counted?.(condition, { compiled, state }, now);
      const known = kind.known?.(condition, { compiled, state }, now);
      const since = kind.since?.(condition, { compiled, state }, now);
      return {
        ...{ condition, holds, parts: [] },
        ...(counted && { counted }),
        ...(known !== undefined && { known }),
        ...(since !== undefined && { since }),
      };
    }
  }
}
