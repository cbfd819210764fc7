import type { LeafCondition, SegmentCondition } from '#contracts/segment.ts';
import { aggregateAmount } from '#core/segment/conditions/aggregate.ts';
import { engagementHappenings } from '#core/segment/conditions/engagement.ts';
import { eventHappenings } from '#core/segment/conditions/event.ts';
import { orderAmount, orderHappenings } from '#core/segment/conditions/order.ts';
import type { Parameters } from '../parameters.ts';
import type { Asked } from '../segment-sql.ts';
import { amountSql } from './amount.ts';
import { companySql } from './company.ts';
import { consentSql, doNotContactSql, reachableSql, suppressedSql } from './consent.ts';
import { type Counted, countedSql } from './counting.ts';
import { occurrenceSql } from './occurrence.ts';
import { randomSql } from './random.ts';
import { rfmSql } from './rfm.ts';
import { sequenceSql } from './sequence.ts';
import { traitSql } from './trait.ts';
import { knownPartSql, languageSql, nearSql, timeZoneSql } from './whereabouts.ts';

/** What core/segment/conditions says live, as an expression over `profile`, `traits`, `time_zone` and `known` of a person's newest profile fact. */
export function kindSql(condition: LeafCondition, asked: Asked, parameters: Parameters): string {
  switch (condition.type) {
    case 'trait':
      return traitSql(condition.test, asked, parameters);
    case 'event':
    case 'engagement':
    case 'order':
      return countedSql(countedOf(condition, asked), asked, parameters);
    case 'occurrence':
      return occurrenceSql(condition, asked, parameters);
    case 'aggregate':
      return amountSql(aggregateAmount(condition), asked, parameters);
    case 'sequence':
      return sequenceSql(condition, asked, parameters);
    case 'order_amount':
      return amountSql(orderAmount(condition, asked.settings), asked, parameters);
    case 'consent':
      return consentSql(condition, parameters);
    case 'reachable':
      return reachableSql(condition, asked, parameters);
    case 'suppressed':
      return suppressedSql(condition, parameters);
    case 'do_not_contact':
      return doNotContactSql(condition, parameters);
    case 'list':
      return `JSONHas(known, 'lists', ${parameters.bind('String', condition.list)})`;
    case 'location':
      return knownPartSql('place', condition, parameters);
    case 'near':
      return nearSql(condition, parameters);
    case 'device':
      return knownPartSql('device', condition, parameters);
    case 'language':
      return languageSql(condition, parameters);
    case 'time_zone':
      return timeZoneSql(condition, asked, parameters);
    case 'random':
      return randomSql(condition, parameters);
    case 'rfm':
      return rfmSql(condition, asked, parameters);
    case 'company':
      return companySql(condition, parameters);
  }
}

type CountedCondition = Extract<LeafCondition, { type: 'event' | 'engagement' | 'order' }>;

/** Of the kinds that ask how often something happened. */
export function isCountedKind(condition: SegmentCondition): condition is CountedCondition {
  return condition.type === 'event' || condition.type === 'engagement' || condition.type === 'order';
}

export function countedOf(condition: CountedCondition, { settings }: Asked): Counted {
  const { frequency } = condition;
  switch (condition.type) {
    case 'event':
      return { counting: eventHappenings(condition), frequency };
    case 'engagement':
      return { counting: engagementHappenings(condition), frequency };
    case 'order':
      return { counting: orderHappenings(condition, settings), frequency };
  }
}
