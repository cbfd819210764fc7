import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { ConsentFactRow } from '#components/clickhouse/tables.ts';
import type { ConsentHistoryQuery, ConsentRecord } from '#contracts/api/consent.ts';
import type { Page } from '#contracts/api/list.ts';
import type { Channel } from '#contracts/channel.ts';
import type { ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import {
  beforePlace,
  bindPlace,
  factId,
  newestFirst,
  type PlaceColumns,
  placeColumns,
  readPlace,
  writePlace,
} from '../fact-cursor.ts';
import { isProfileId, profileIds } from '../profiles/profile-ids.ts';

type Texts = Pick<
  ConsentFactRow,
  'kind' | 'topic' | 'status' | 'source' | 'detail' | 'shown_text' | 'text_version' | 'language' | 'url' | 'ip'
> &
  Pick<ConsentFactRow, 'user_agent' | 'address' | 'inbound_message' | 'note' | 'actor'>;

interface Row extends PlaceColumns, Texts {
  readonly channel: Channel | '';
  readonly until: string;
  readonly received_at: string;
}

/** All that was said about one person's consent under every id she ever had, the newest first. */
export async function consentHistory(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  profile: ProfileId,
  { before, limit }: ConsentHistoryQuery,
): Promise<Page<ConsentRecord>> {
  const place = readPlace(before);
  if (!isProfileId(profile)) return { items: [], nextCursor: null };
  const profiles = await profileIds(client, workspace, profile);
  const rows = await queryRows<Row>(
    client,
    `SELECT ${placeColumns}, kind, channel, topic, status, source, detail, until, shown_text, text_version, language,
      url, ip, user_agent, address, inbound_message, note, actor, received_at
    FROM consent_fact
    WHERE workspace = {workspace:UInt32} AND profile IN {profiles:Array(UUID)} AND ${beforePlace}
    ${newestFirst} LIMIT {limit:UInt32}`,
    { workspace, profiles, limit: limit + 1, ...bindPlace(place) },
  );
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(present),
    nextCursor: last !== undefined && rows.length > limit ? writePlace(last) : null,
  };
}

function present(row: Row): ConsentRecord {
  const proof = {
    text: row.shown_text,
    textVersion: row.text_version,
    language: row.language,
    url: row.url,
    ip: row.ip,
    userAgent: row.user_agent,
    address: row.address,
    inboundMessage: row.inbound_message,
    note: row.note,
    actor: row.actor,
  };
  return {
    id: factId(row),
    at: row.at,
    receivedAt: row.received_at,
    kind: row.kind,
    channel: row.channel || null,
    topic: row.topic || null,
    status: row.status,
    source: row.source,
    detail: row.detail,
    until: Date.parse(row.until) > 0 ? row.until : null,
    proof: Object.fromEntries(Object.entries(proof).filter(([, text]) => text !== '')),
  };
}
