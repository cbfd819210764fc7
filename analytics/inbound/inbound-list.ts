import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { Store } from '#components/store/port/index.ts';
import type { InboundItem, InboundListQuery } from '#contracts/api/inbound-message.ts';
import type { Page } from '#contracts/api/list.ts';
import type { ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import { inboundEvent, inboundProperties } from '#contracts/inbound/inbound.ts';
import { personName, shortProfileId } from '#core/profile/person-name.ts';
import type { ProfileState } from '#core/state.ts';
import type { DefinitionNames } from '../definition-names.ts';
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
import { readPeople } from '../profiles/read-people.ts';

interface Row extends PlaceColumns {
  readonly profile: ProfileId;
  readonly properties: string;
}

/** What people wrote to the brand, the newest first. */
export async function inboundList(
  client: ClickHouseClient,
  store: Pick<Store, 'readProfiles'>,
  workspace: WorkspaceId,
  { before, limit, channel, search = '', profile }: InboundListQuery,
  names: DefinitionNames,
): Promise<Page<InboundItem>> {
  const place = readPlace(before);
  if (profile !== undefined && !isProfileId(profile)) return { items: [], nextCursor: null };
  const profiles = profile === undefined ? [] : await profileIds(client, workspace, profile);
  const rows = await queryRows<Row>(
    client,
    `SELECT ${placeColumns}, profile, properties FROM event
    WHERE workspace = {workspace:UInt32} AND name = {name:String} AND type = 'track'
      AND (empty({profiles:Array(UUID)}) OR profile IN {profiles:Array(UUID)})
      AND ({channel:String} = '' OR JSONExtractString(properties, 'channel') = {channel:String})
      AND positionCaseInsensitiveUTF8(JSONExtractString(properties, 'text'), {search:String}) > 0
      AND ${beforePlace}
    ${newestFirst} LIMIT {limit:UInt32}`,
    { workspace, name: inboundEvent, profiles, channel: channel ?? '', search, limit: limit + 1, ...bindPlace(place) },
  );
  const shown = rows.slice(0, limit);
  const people = await readPeople(
    store,
    workspace,
    shown.map((row) => row.profile),
  );
  const last = shown.at(-1);
  return {
    items: shown.flatMap((row) => present(row, people.get(row.profile), names)),
    nextCursor: last !== undefined && rows.length > limit ? writePlace(last) : null,
  };
}

/** Nothing where somebody was allowed to send an event of this name before channels alone were. */
function present(row: Row, person: ProfileState | undefined, names: DefinitionNames): InboundItem[] {
  const said = inboundProperties.safeParse(JSON.parse(row.properties)).data;
  if (said === undefined) return [];
  const { channel, from, text, subject = null, keywordAction = null, answeredDelivery, answeredMessage } = said;
  const isAnswer = answeredDelivery !== undefined && answeredMessage !== undefined;
  return [
    {
      id: factId(row),
      profile: person?.profile ?? row.profile,
      personName: person === undefined ? shortProfileId(row.profile) : personName(person),
      ...{ channel, from, text, subject, keywordAction },
      answered: isAnswer
        ? { delivery: answeredDelivery, message: answeredMessage, messageName: names.message(answeredMessage) }
        : null,
      at: row.at,
    },
  ];
}
