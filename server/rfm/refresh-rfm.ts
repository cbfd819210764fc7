import type { ClickHouseClient } from '@clickhouse/client';
import { rfmQuintiles } from '#analytics/rfm/boundaries.ts';
import { fewestRfmCustomers, type RfmBoundaries } from '#contracts/rfm.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import { type DefinitionParts, newestRelease } from '../definitions/parts.ts';
import { keepBoundaries, newestBoundaries } from './boundaries-store.ts';

/** A week changes a year's customers little, and every change looks at everybody who is in a segment by score. */
export const rfmRefreshDays = 7;

export interface RfmParts extends DefinitionParts {
  readonly clickhouse: ClickHouseClient;
}

/**
 * Computes the boundaries from the customers of now and publishes them, with a new count of the segments that ask for
 * scores. Boundaries that are as they were are published again only with the time at which they were found so. Undefined
 * where there are too few customers: what was published stays.
 */
export async function refreshRfm(parts: RfmParts): Promise<RfmBoundaries | undefined> {
  const { sql, clickhouse, store, workspace } = parts;
  const now = Date.now();
  const quintiles = await rfmQuintiles(clickhouse, workspace, now);
  if (quintiles.customers < fewestRfmCustomers) return undefined;
  const before = await newestBoundaries(sql, workspace);
  const isSame = before !== undefined && contentOf(before) === contentOf(quintiles);
  const version = isSame ? before.version : (before?.version ?? 0) + 1;
  const boundaries = { ...quintiles, version, computedAt: new Date(now).toISOString() };
  await keepBoundaries(sql, workspace, boundaries);
  if (isSame && (await newestRelease(parts)).rfm?.version === version) return boundaries;
  await store.releases.publish(workspace, (newest) => ({
    ...newest,
    rfm: boundaries,
    segments: newest.segments.map((segment) =>
      asksForScores(segment.condition) ? { ...segment, sinceRelease: newest.number + 1 } : segment,
    ),
  }));
  return boundaries;
}

function contentOf({ recencyDays, frequency, monetary }: Omit<RfmBoundaries, 'version' | 'computedAt'>): string {
  return JSON.stringify([recencyDays, frequency, monetary]);
}

function asksForScores(condition: SegmentCondition): boolean {
  switch (condition.type) {
    case 'all':
    case 'any':
      return condition.conditions.some(asksForScores);
    case 'not':
      return asksForScores(condition.condition);
    default:
      return condition.type === 'rfm';
  }
}
