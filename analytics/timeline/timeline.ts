import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { Page } from '#contracts/api/list.ts';
import { happeningTypes } from '#contracts/api/live.ts';
import type { TimelineItem, TimelineQuery } from '#contracts/api/timeline.ts';
import type { ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { DefinitionNames } from '../definition-names.ts';
import {
  beforePlace,
  bindPlace,
  compareNewestFirst,
  newestFirst,
  type PlaceColumns,
  placeColumns,
  readPlace,
  writePlace,
} from '../fact-cursor.ts';
import { isProfileId, profileIds } from '../profiles/profile-ids.ts';
import { consentSource } from './consent.ts';
import { decisionSource } from './decision.ts';
import { eventSource } from './event.ts';
import { journeyStepSource } from './journey-step.ts';
import { membershipSource } from './membership.ts';
import { messageSource } from './message.ts';
import { orderSource } from './order.ts';
import type { TimelineSource } from './source.ts';

const sources: Readonly<Record<TimelineItem['type'], TimelineSource>> = {
  event: eventSource,
  decision: decisionSource,
  message: messageSource,
  order: orderSource,
  membership: membershipSource,
  journey_step: journeyStepSource,
  consent: consentSource,
};

/** What happened to one person under every id she ever had, the newest first. */
export async function timeline(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  profile: ProfileId,
  { types, before, limit }: TimelineQuery,
  names: DefinitionNames,
): Promise<Page<TimelineItem>> {
  const place = readPlace(before);
  if (!isProfileId(profile)) return { items: [], nextCursor: null };
  const profiles = await profileIds(client, workspace, profile);
  const parameters = { workspace, profiles, limit: limit + 1, ...bindPlace(place) };
  const wanted = [...new Set(types ?? happeningTypes)].map((type) => sources[type]);
  const read = wanted.map(async (source) => {
    const rows = await queryRows<PlaceColumns>(client, statement(source), parameters);
    return rows.map((row) => ({ row, source }));
  });
  const found = (await Promise.all(read)).flat().sort((a, b) => compareNewestFirst(a.row, b.row));
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(({ row, source }) => source.toItem(row, names)),
    nextCursor: last !== undefined && found.length > limit ? writePlace(last.row) : null,
  };
}

function statement({ table, columns }: TimelineSource): string {
  return `
    SELECT ${placeColumns}, ${columns.join(', ')} FROM ${table}
    WHERE workspace = {workspace:UInt32} AND profile IN {profiles:Array(UUID)} AND ${beforePlace}
    ${newestFirst} LIMIT {limit:UInt32}`;
}
