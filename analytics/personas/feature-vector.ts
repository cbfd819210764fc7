import { type PersonaFeature, personaFeatures } from '#contracts/persona.ts';

/** What was found out about a customer, as it is. */
export type CustomerFeatures = { readonly [feature in PersonaFeature]: number };

/** Shares of something, which are compared as they are. */
const shares: ReadonlySet<PersonaFeature> = new Set([
  'discount_share',
  'refund_share',
  'evening_share',
  'weekend_share',
]);

/** Amounts differ by factors, not by sums: who spends 20 and who spends 200 are as far apart as 200 and 2,000. */
export function vectorOf(features: CustomerFeatures): number[] {
  return personaFeatures.map((name) => {
    const value = features[name];
    return shares.has(name) ? value : Math.log1p(Math.max(0, value));
  });
}
