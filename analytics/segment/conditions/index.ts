import type { LeafCondition } from '#contracts/segment.ts';
import { engagementHappenings } from '#core/segment/conditions/engagement.ts';
import { eventHappenings } from '#core/segment/conditions/event.ts';
import type { Parameters } from '../parameters.ts';
import { propertySql } from '../property-sql.ts';
import type { Asked } from '../segment-sql.ts';
import { frequencySql } from './counting.ts';

/** What core/segment/conditions says live, as an expression over `profile` and `traits` of a person's newest profile fact. */
export function kindSql(condition: LeafCondition, asked: Asked, parameters: Parameters): string {
  switch (condition.type) {
    case 'trait':
      return propertySql(condition.test, 'traits', parameters);
    case 'event':
      return frequencySql(eventHappenings(condition), condition.frequency, asked, parameters);
    case 'engagement':
      return frequencySql(engagementHappenings(condition), condition.frequency, asked, parameters);
  }
}
