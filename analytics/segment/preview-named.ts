import type { ClickHouseClient } from '@clickhouse/client';
import type { Store } from '#components/store/port/index.ts';
import type { PreviewSegmentRequest, SegmentPreview } from '#contracts/api/segment.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import { stageOfSegment } from '#contracts/lifecycle.ts';
import type { Release } from '#contracts/release.ts';
import { defaultSettings } from '#contracts/settings.ts';
import { personName, shortProfileId } from '#core/profile/person-name.ts';
import { referencedSegments } from '#core/segment/reference.ts';
import { segmentSettings } from '#core/segment/segment-settings.ts';
import { readPeople } from '../profiles/read-people.ts';
import type { PeopleSample } from './people-sample.ts';
import { previewSegment } from './preview.ts';

/** How far the facts are behind is known to the server. */
export type PreviewFigures = Omit<SegmentPreview, 'behindMilliseconds'>;

interface Parts {
  readonly client: ClickHouseClient;
  readonly store: Pick<Store, 'readProfiles' | 'releases'>;
  /** People inside now, by segment. */
  readonly sizes: (workspace: WorkspaceId) => Promise<ReadonlyMap<string, number>>;
  /** Whom to look at for an estimate; undefined where everybody is soon looked at. */
  readonly samples: (workspace: WorkspaceId) => Promise<PeopleSample | undefined>;
}

const comparedUnasked = 3;

/** The preview as the builder shows it: people and other segments by name, and how long the question took. */
export async function namedPreview(
  { client, store, sizes, samples }: Parts,
  workspace: WorkspaceId,
  { condition, precision, compareWith, segment }: PreviewSegmentRequest,
  now: Instant,
  signal?: AbortSignal,
): Promise<PreviewFigures> {
  const startedAt = performance.now();
  const [release, sizeOf, sampled] = await Promise.all([
    store.releases.newest(workspace),
    sizes(workspace),
    samples(workspace),
  ]);
  const asked = {
    now,
    settings: release === undefined ? defaultSettings : segmentSettings(release),
    referenced: referencedSegments(release?.segments ?? []),
  };
  // Stages of the lifecycle are segments with a screen of their own.
  const others = (release?.segments ?? []).filter(({ id }) => id !== segment && stageOfSegment(id) === undefined);
  const largest = precision === 'exact' && sampled !== undefined ? [] : largestOf(others, sizeOf);
  const compared = compareWith === undefined ? largest : others.filter(({ id }) => compareWith.includes(id));
  const { isExact, count, total, sample, inside } = await previewSegment(client, workspace, condition, asked, {
    comparedWith: compared.map(({ id }) => id),
    ...(precision === 'estimate' && sampled && { among: sampled }),
    ...(signal && { signal }),
  });
  const milliseconds = Math.round(performance.now() - startedAt);
  const people = await readPeople(store, workspace, sample);
  return {
    exact: isExact,
    count: count.people,
    error: count.error,
    total,
    sample: sample.map((id) => {
      const person = people.get(id);
      return { id, name: person === undefined ? shortProfileId(id) : personName(person) };
    }),
    overlaps: compared.map(({ id, name }, index) => ({
      ...{ id, name, size: sizeOf.get(id) ?? 0 },
      ...{ count: inside[index]?.people ?? 0, error: inside[index]?.error ?? 0 },
    })),
    milliseconds,
    measuredAt: new Date(now).toISOString(),
  };
}

function largestOf(segments: Release['segments'], sizeOf: ReadonlyMap<string, number>): Release['segments'] {
  const size = ({ id }: { readonly id: string }): number => sizeOf.get(id) ?? 0;
  return segments
    .filter((one) => size(one) > 0)
    .toSorted((a, b) => size(b) - size(a))
    .slice(0, comparedUnasked);
}
