import type { ProfileState } from '../../state.ts';
import type { MembershipChange, Work } from '../../work.ts';
import type { CompiledSegments } from '../compile.ts';
import { updateMemberships } from '../memberships.ts';
import { isComplete } from './seed-name.ts';

/** What she awaits of histories that are complete will not come, because there is none: as if each had come empty. */
export function settleComplete(work: Work): readonly MembershipChange[] {
  const { segments } = work.release;
  const { awaitedSeeds } = work.state;
  const still = awaitedOf(segments, work.state);
  if (still === awaitedSeeds) return [];
  const settled = new Set(awaitedSeeds?.filter((seed) => !still?.includes(seed)).map(({ release }) => release));
  work.state = { ...work.state, ...(still && { awaitedSeeds: still }) };
  const seeded = [...settled].flatMap((release) => segments.segmentsByRelease.get(release) ?? []);
  return updateMemberships(work, { seeded });
}

/** The seeds that can still come; the same list where all can. */
export function awaitedOf(
  segments: CompiledSegments,
  { awaitedSeeds }: Pick<ProfileState, 'awaitedSeeds'>,
): ProfileState['awaitedSeeds'] {
  if (!awaitedSeeds?.some((seed) => isComplete(segments, seed))) return awaitedSeeds;
  return awaitedSeeds.filter((seed) => !isComplete(segments, seed));
}
