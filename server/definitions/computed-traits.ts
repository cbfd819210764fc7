import type { Store } from '#components/store/port/index.ts';
import type { ComputedTrait, SaveComputedTraitRequest } from '#contracts/api/computed-trait.ts';
import { computedTraitsAtMost, type PublishedComputedTrait } from '#contracts/computed-trait.ts';
import { RequestError } from '#contracts/errors.ts';
import { fieldError } from '../field-error.ts';
import { type DefinitionParts, newestRelease } from './parts.ts';
import { refuseUsedTrait } from './used-trait.ts';

interface Parts extends DefinitionParts {
  readonly store: Pick<Store, 'releases' | 'backfills'>;
}

export async function listComputedTraits(parts: Parts): Promise<readonly ComputedTrait[]> {
  const [{ computedTraits = [] }, jobs] = await Promise.all([
    newestRelease(parts),
    parts.store.backfills.progress(parts.workspace),
  ]);
  return computedTraits.map(({ sinceRelease, ...trait }) => {
    const job = jobs.find(({ release }) => release === sinceRelease) ?? { state: 'running', done: 0, total: 0 };
    const { state, done, total } = job;
    return { ...trait, backfill: state === 'done' && total === 0 ? null : { state, done, total } };
  });
}

/**
 * In force from the new release on, counted anew where anything but its name changes. Throws `invalid_request` beyond the
 * largest number of computed traits.
 */
export async function saveComputedTrait(
  parts: Parts,
  id: string,
  content: SaveComputedTraitRequest,
): Promise<ComputedTrait> {
  const since = new Date().toISOString();
  await parts.store.releases.publish(parts.workspace, (newest) => {
    const { computedTraits = [], number } = newest;
    const before = computedTraits.find((trait) => trait.id === id);
    if (before === undefined && computedTraits.length >= computedTraitsAtMost) {
      const message = `There are ${computedTraitsAtMost} computed traits already; delete one first.`;
      throw fieldError('id', 'too_many_entries', message, computedTraitsAtMost);
    }
    const isSame = before !== undefined && contentOf(before) === contentOf(content);
    const standing = isSame ? before : { sinceRelease: number + 1, since };
    const trait: PublishedComputedTrait = {
      ...{ id, ...content, sinceRelease: standing.sinceRelease, since: standing.since },
    };
    const traits = computedTraits.map((one) => (one.id === id ? trait : one));
    return { ...newest, computedTraits: before === undefined ? [...traits, trait] : traits };
  });
  const saved = (await listComputedTraits(parts)).find((trait) => trait.id === id);
  if (saved === undefined) throw new RequestError('not_found', { message: `There is no computed trait "${id}".` });
  return saved;
}

/** Throws `not_found`, and `still_referenced` while something that is published asks for it. */
export async function deleteComputedTrait(parts: DefinitionParts, id: string): Promise<void> {
  await parts.store.releases.publish(parts.workspace, (newest) => {
    const { computedTraits = [] } = newest;
    if (!computedTraits.some((trait) => trait.id === id)) {
      throw new RequestError('not_found', { message: `There is no computed trait "${id}".` });
    }
    refuseUsedTrait(newest, id);
    return { ...newest, computedTraits: computedTraits.filter((trait) => trait.id !== id) };
  });
}

function contentOf({ match, aggregation, property, withinDays }: SaveComputedTraitRequest): string {
  return JSON.stringify([match.event, match.where, aggregation, property, withinDays]);
}
