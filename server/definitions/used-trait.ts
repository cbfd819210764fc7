import { RequestError } from '#contracts/errors.ts';
import { profileConditions } from '#contracts/journey/condition.ts';
import { conditionsOfNode } from '#contracts/journey/conditions-of-node.ts';
import { upgradeJourney } from '#contracts/journey/upgrade.ts';
import type { Release } from '#contracts/release.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import { leavesOf } from '#core/segment/compile.ts';
import { kindOf } from '#core/segment/conditions/index.ts';
import { refuseUsedBy } from './segments.ts';

/** Of a segment that asks for another one, the other answers for itself. */
const ownLeaves = new Map<string, SegmentCondition>();

/** Throws `still_referenced` while something that is published asks for the trait. */
export function refuseUsedTrait({ segments, journeys }: Pick<Release, 'segments' | 'journeys'>, trait: string): void {
  refuseUsedBy(
    'trait',
    journeys.filter((journey) =>
      upgradeJourney(journey)
        .nodes.flatMap(conditionsOfNode)
        .flatMap(profileConditions)
        .some((condition) => asksFor(condition, trait)),
    ),
  );
  refuseUsedBySegments(segments.filter(({ condition }) => asksFor(condition, trait)));
}

function refuseUsedBySegments(segments: Release['segments']): void {
  if (segments.length === 0) return;
  const names = segments.map(({ name }) => `"${name}"`).join(', ');
  throw new RequestError('still_referenced', {
    message: `The trait is used by the published segment ${names}; publish it without the trait first.`,
    details: { segments: segments.map(({ id, name }) => ({ id, name })) },
  });
}

function asksFor(condition: SegmentCondition, trait: string): boolean {
  return leavesOf(condition, ownLeaves).some((leaf) => kindOf(leaf).reads(leaf).includes(`trait ${trait}`));
}
