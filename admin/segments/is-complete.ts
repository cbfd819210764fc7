import type { PropertyTest } from '#contracts/condition.ts';
import type { SegmentCondition } from '#contracts/segment.ts';

/** False while a value is still empty: the contract allows it, but nobody means it. */
export function isComplete(condition: SegmentCondition): boolean {
  switch (condition.type) {
    case 'trait':
      return isTestComplete(condition.test);
    case 'event':
      return condition.match.event !== '' && condition.match.where.every(isTestComplete);
    case 'engagement':
      return true;
    case 'all':
    case 'any':
      return condition.conditions.every(isComplete);
    case 'not':
      return isComplete(condition.condition);
  }
}

function isTestComplete(test: PropertyTest): boolean {
  if (test.name === '') return false;
  if (!('value' in test)) return true;
  return Array.isArray(test.value) ? test.value.length > 0 : test.value !== '';
}
