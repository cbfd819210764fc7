import { z } from 'zod';

/** The trait that holds the id of a person's persona. */
export const personaTrait = 'persona';

/** Clusters of fewer customers say nothing about anybody. */
export const fewestPersonaCustomers = 50;

/** What customers are compared by. Counts and amounts are compared by their logarithm, shares as they are. */
export const personaFeatures = [
  'days_since_order',
  'orders',
  'value',
  'order_value',
  'order_items',
  'products',
  'discount_share',
  'refund_share',
  'evening_share',
  'weekend_share',
  'visits',
  'engagement',
] as const;
export type PersonaFeature = (typeof personaFeatures)[number];
export const personaFeature = z.enum(personaFeatures);

export const personaName = z.string().trim().min(1).max(80);
