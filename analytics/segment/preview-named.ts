import type { ClickHouseClient } from '@clickhouse/client';
import type { Store } from '#components/store/port/index.ts';
import type { SegmentPreview } from '#contracts/api/segment.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import { defaultSettings } from '#contracts/settings.ts';
import { personName, shortProfileId } from '#core/profile/person-name.ts';
import { referencedSegments } from '#core/segment/reference.ts';
import { segmentSettings } from '#core/segment/segment-settings.ts';
import { readPeople } from '../profiles/read-people.ts';
import { previewSegment } from './preview.ts';

/** The preview as the builder shows it: some of the people by name, and how long the question took. */
export async function namedPreview(
  client: ClickHouseClient,
  store: Pick<Store, 'readProfiles' | 'releases'>,
  workspace: WorkspaceId,
  condition: SegmentCondition,
  now: Instant,
): Promise<SegmentPreview> {
  const startedAt = performance.now();
  const release = await store.releases.newest(workspace);
  const asked = {
    now,
    settings: release === undefined ? defaultSettings : segmentSettings(release),
    referenced: referencedSegments(release?.segments ?? []),
  };
  const { count, total, sample } = await previewSegment(client, workspace, condition, asked);
  const milliseconds = Math.round(performance.now() - startedAt);
  const people = await readPeople(store, workspace, sample);
  const named = sample.map((id) => {
    const person = people.get(id);
    return { id, name: person === undefined ? shortProfileId(id) : personName(person) };
  });
  return { count, total, sample: named, milliseconds };
}
