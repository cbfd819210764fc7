import type { PublishedComputedTrait } from '#contracts/computed-trait.ts';
import type { Release } from '#contracts/release.ts';

/** The computed traits of a release, by id and by the event that moves them. */
export interface CompiledComputedTraits {
  readonly byId: ReadonlyMap<string, PublishedComputedTrait>;
  readonly byEvent: ReadonlyMap<string, readonly PublishedComputedTrait[]>;
}

export function compileComputedTraits({
  computedTraits = [],
}: Pick<Release, 'computedTraits'>): CompiledComputedTraits {
  return {
    byId: new Map(computedTraits.map((trait) => [trait.id, trait])),
    byEvent: Map.groupBy(computedTraits, ({ match }) => match.event),
  };
}
