import type { ImportEvent } from '#flow/import/import-event.ts';
import type { Customer } from '../shop.ts';
import { joinsCompany } from './companies.ts';
import { draw } from './draw.ts';
import {
  delivered,
  lead,
  newsletter,
  offers,
  type RecentOrder,
  type StoryWorld,
  socialMedia,
  storeVisit,
  type Viewing,
  visits,
} from './stories.ts';
import { introduce, inventedVisitors } from './visitors.ts';

interface InventedParts extends StoryWorld {
  readonly orders: readonly RecentOrder[];
  readonly firstOrderAt: (customer: Customer) => string | undefined;
}

/**
 * What the data does not tell and a marketer expects to see: visitors, visits, deliveries, reviews, likes, leads, sales at a
 * till, prices that dropped. The same each time but for the day that it ends on.
 */
export function* inventedHistory(parts: InventedParts): Generator<ImportEvent> {
  const { shop, now, orders, firstOrderAt } = parts;
  const viewings: Viewing[] = [];
  for (const visitor of inventedVisitors(now)) {
    yield* introduce(visitor);
    yield* newsletter(visitor);
    viewings.push(...(yield* visits(visitor.userId, visitor.signedUpAt, parts)));
    yield* socialMedia(visitor, parts);
    yield* lead(visitor);
    yield* storeVisit(visitor, parts);
  }
  for (const customer of shop.customers) {
    const joinedAt = firstOrderAt(customer);
    if (joinedAt !== undefined) yield* joinsCompany(customer, joinedAt);
    if (draw('browses', customer.id) < 0.3) viewings.push(...(yield* visits(customer.id, joinedAt, parts)));
  }
  for (const order of orders) yield* delivered(order, parts);
  yield* offers(viewings, parts);
}
