import type { z } from 'zod';
import type { journeyMappings } from '#contracts/api/journey-version.ts';
import { proposeMapping } from '#contracts/journey/mapping.ts';
import { upgradeJourney } from '#contracts/journey/upgrade.ts';
import { newestRelease } from '../../definitions/parts.ts';
import type { ServerParts } from '../../parts.ts';
import { readVersion } from './versions.ts';

/** For each version that keeps its people: how many are where, and where they would go in the draft. */
export async function proposeMappings(
  parts: ServerParts,
  id: string,
): Promise<z.infer<typeof journeyMappings>['versions']> {
  const [draft, { journeys }, inside] = await Promise.all([
    readVersion(parts, id, 'draft'),
    newestRelease(parts),
    parts.analytics.peopleAtNodes(parts.workspace, id),
  ]);
  return journeys
    .filter((journey) => journey.id === id && journey.movedTo === undefined)
    .map((journey) => {
      const { version } = journey;
      const proposed = [...proposeMapping(upgradeJourney(journey), draft)];
      const peopleAt = (node: string) =>
        inside.find((one) => one.version === version && one.node === node)?.people ?? 0;
      return {
        version,
        nodes: Object.fromEntries(proposed.map(([node, { to }]) => [node, to])),
        steps: proposed.map(([node, { because }]) => ({ node, because, people: peopleAt(node) })),
      };
    });
}
