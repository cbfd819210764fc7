import type { ProfileId } from '#contracts/identifiers.ts';
import type { SeedStimulus } from '#contracts/stimulus.ts';
import type { CompiledSegments } from '../compile.ts';

/** A seed by what it holds: everything that was recorded under one profile before one release. */
export type SeedName = Pick<SeedStimulus, 'release' | 'of'>;

/** Whether it does not come any more, because there is nothing that it would hold. */
export function isComplete({ completeReleases }: CompiledSegments, { release, of }: SeedName): boolean {
  const except = completeReleases.get(release);
  return except !== undefined && !except.has(of);
}

export function includesSeed(seeds: readonly SeedName[], { release, of }: SeedName): boolean {
  return seeds.some((seed) => seed.release === release && seed.of === of);
}

export function withoutSeeds(seeds: readonly SeedName[], others: readonly SeedName[]): readonly SeedName[] {
  return others.length === 0 ? seeds : seeds.filter((seed) => !includesSeed(others, seed));
}

export function uniteSeeds(seeds: readonly SeedName[], others: readonly SeedName[]): readonly SeedName[] {
  return [...seeds, ...withoutSeeds(others, seeds)];
}

/** One for each of the profiles, per release. */
export function nameSeeds(releases: readonly number[], profiles: readonly ProfileId[]): readonly SeedName[] {
  return releases.flatMap((release) => profiles.map((of) => ({ release, of })));
}
