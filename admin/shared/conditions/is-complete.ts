import type { SegmentCondition } from '#contracts/segment.ts';
import { viewOf } from './kinds/index.ts';

/** False while a value is still empty somewhere. */
export function isComplete(condition: SegmentCondition): boolean {
  switch (condition.type) {
    case 'all':
    case 'any':
      return condition.conditions.every(isComplete);
    case 'not':
      return isComplete(condition.condition);
    default:
      return viewOf(condition.type).isComplete(condition);
  }
}
