import { type LifecycleSettings, lifecycleStages, stageSegment, stageTrait } from '#contracts/lifecycle.ts';
import type { Release } from '#contracts/release.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import { concernsScore, refreshScore } from '../lead-score/lead-score.ts';
import { type MembershipCause, updateMemberships } from '../segment/memberships.ts';
import type { MembershipChange, Work } from '../work.ts';
import { recordProfile } from './record-profile.ts';
import { applyTraits } from './traits.ts';

/**
 * The stages of a lifecycle as segments that exclude each other, for the release `number`: each holds where its rule does
 * and none before it. One whose condition stays as it was `before` is not counted anew.
 */
export function lifecycleSegments(
  rules: LifecycleSettings,
  number: number,
  before: Release['segments'],
): Release['segments'] {
  return rules.map(({ stage, condition }, index) => {
    const earlier = rules.slice(0, index).map((rule) => rule.condition);
    const first: SegmentCondition =
      earlier.length === 0
        ? condition
        : { type: 'all', conditions: [condition, { type: 'not', condition: { type: 'any', conditions: earlier } }] };
    const id = stageSegment(stage);
    const old = before.find((segment) => segment.id === id);
    const isSame = old !== undefined && JSON.stringify(old.condition) === JSON.stringify(first);
    return { id, name: stage, description: '', condition: first, sinceRelease: isSame ? old.sinceRelease : number };
  });
}

/**
 * Updates memberships, and with them the stage of her lifecycle, which segments may ask for in their turn. Returns all
 * changes.
 */
export function moveMemberships(work: Work, cause: MembershipCause): readonly MembershipChange[] {
  const changes = updateMemberships(work, cause);
  return followStage(work, concernsScore(work, cause) ? followScore(work, changes) : changes);
}

/** The score after these changes, and the memberships that it moves; all changes together. */
export function followScore(work: Work, changes: readonly MembershipChange[]): readonly MembershipChange[] {
  const changed = refreshScore(work);
  if (changed.length === 0) return changes;
  recordProfile(work, work.now);
  return [...changes, ...updateMemberships(work, { traits: changed })];
}

/** The stage after these changes as a trait, and the memberships that it moves; all changes together. */
export function followStage(work: Work, changes: readonly MembershipChange[]): readonly MembershipChange[] {
  if (!work.release.keptTraits.has(stageTrait)) return changes;
  const { memberships } = work.state;
  const stage = lifecycleStages.find((one) => Object.hasOwn(memberships, stageSegment(one))) ?? null;
  const changed = applyTraits(work, { [stageTrait]: stage }, `lifecycle:${work.state.profile}:${work.state.revision}`);
  if (changed.length === 0) return changes;
  recordProfile(work, work.now);
  return [...changes, ...updateMemberships(work, { traits: changed })];
}
