import {
  type LifecycleSettings,
  lifecycleStages,
  setStageTrait,
  stageOfSegment,
  stageSegment,
  stageTrait,
} from '#contracts/lifecycle.ts';
import type { Release } from '#contracts/release.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import { concernsScore, refreshScore } from '../lead-score/lead-score.ts';
import { type MembershipCause, updateMemberships } from '../segment/memberships.ts';
import type { MembershipChange, Work } from '../work.ts';
import { recordProfile } from './record-profile.ts';
import { applyTraits } from './traits.ts';

/**
 * The stages of a lifecycle as segments that exclude each other, for the release `number`: each holds where a journey has
 * put her into it and, where none has put her into any, where its rule does and none before it. One whose condition stays
 * as it was `before` is not counted anew.
 */
export function lifecycleSegments(
  rules: LifecycleSettings,
  number: number,
  before: Release['segments'],
): Release['segments'] {
  // A stage that has no rule any more holds nobody back from the others.
  const isSet: SegmentCondition = {
    type: 'trait',
    test: { name: setStageTrait, operator: 'one_of', value: rules.map(({ stage }) => stage) },
  };
  return rules.map(({ stage, condition: rule }, index) => {
    const earlier = rules.slice(0, index).map((other) => other.condition);
    const others = { type: 'not', condition: { type: 'any', conditions: [isSet, ...earlier] } } as const;
    const condition: SegmentCondition = {
      type: 'any',
      conditions: [
        { type: 'trait', test: { name: setStageTrait, operator: 'equals', value: stage } },
        { type: 'all', conditions: [rule, others] },
      ],
    };
    const id = stageSegment(stage);
    const old = before.find((segment) => segment.id === id);
    const isSame = old !== undefined && JSON.stringify(old.condition) === JSON.stringify(condition);
    return { id, name: stage, description: '', condition, sinceRelease: isSame ? old.sinceRelease : number };
  });
}

/** A release with the stages of its settings among its segments, as they are in force from the release `number` on. */
export function withStages(release: Release, number: number): Release {
  const others = release.segments.filter(({ id }) => stageOfSegment(id) === undefined);
  const stages = lifecycleSegments(release.settings.lifecycle ?? [], number, release.segments);
  return { ...release, segments: [...others, ...stages] };
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
  const stage = lifecycleStages.find((one) => memberships.has(stageSegment(one))) ?? null;
  const changed = applyTraits(work, { [stageTrait]: stage }, `lifecycle:${work.state.profile}:${work.state.revision}`);
  if (changed.length === 0) return changes;
  recordProfile(work, work.now);
  return [...changes, ...updateMemberships(work, { traits: changed })];
}
