import type { ExperimentNode } from '#contracts/experiment.ts';
import { upgradeJourney } from '#contracts/journey/upgrade.ts';
import type { JourneyDefinition } from '#contracts/journey.ts';
import { nodesBelow } from '#contracts/journey-checks/below-branch.ts';
import type { Release } from '#contracts/release.ts';

export interface PublishedExperiment {
  readonly definition: JourneyDefinition;
  readonly node: ExperimentNode;
}

/** The experiment of the newest version of its journey, whether people enter it now or not. */
export function publishedExperiment(
  { journeys }: Release,
  journey: string,
  node: string,
): PublishedExperiment | undefined {
  const newest = journeys
    .filter(({ id }) => id === journey)
    .reduce<Release['journeys'][number] | undefined>(
      (found, one) => (found === undefined || one.version > found.version ? one : found),
      undefined,
    );
  if (newest === undefined) return undefined;
  const definition = upgradeJourney(newest);
  const found = definition.nodes.find(({ id }) => id === node);
  return found?.kind === 'experiment' ? { definition, node: found } : undefined;
}

/** The steps below each arm that send a message. */
export function messageNodesByArm({
  definition,
  node,
}: PublishedExperiment): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    node.arms.map(({ id: arm }) => [
      arm,
      nodesBelow(definition, node, arm).flatMap(({ id, kind }) => (kind === 'message' ? [id] : [])),
    ]),
  );
}
