import type { PersonaDifference } from '#contracts/api/persona.ts';
import { personaFeatures } from '#contracts/persona.ts';

/** Less is hardly seen. */
const smallest = 0.35;
const mostNamed = 4;

/** In what a cluster with this standardised centre differs from all customers, the most first; at least one. */
export function differencesOf(centre: readonly number[]): readonly PersonaDifference[] {
  const all = personaFeatures
    .map((feature, index) => ({ feature, deviation: Math.round((centre[index] ?? 0) * 100) / 100 }))
    .sort((a, b) => Math.abs(b.deviation) - Math.abs(a.deviation));
  const clear = all.filter(({ deviation }) => Math.abs(deviation) >= smallest);
  return (clear.length > 0 ? clear : all.slice(0, 1)).slice(0, mostNamed);
}
