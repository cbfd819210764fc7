import type { ClickHouseClient } from '@clickhouse/client';
import type { Store } from '#components/store/port/index.ts';
import type { Delivery, DeliveryListQuery } from '#contracts/api/delivery.ts';
import type { Page } from '#contracts/api/list.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import type { DefinitionNames } from '../definition-names.ts';
import { readPlace, writePlace } from '../fact-cursor.ts';
import { isProfileId, profileIds } from '../profiles/profile-ids.ts';
import { readPeople } from '../profiles/read-people.ts';
import { windowsBefore } from '../windows.ts';
import { deliveryFacts } from './delivery-facts.ts';
import { type DeliveryRow, deliveryRows } from './delivery-rows.ts';
import { presentDelivery } from './present.ts';

/** Every message to every person, sent or kept back, the newest decision first. */
export async function deliveryList(
  client: ClickHouseClient,
  store: Pick<Store, 'readProfiles'>,
  workspace: WorkspaceId,
  query: DeliveryListQuery,
  names: DefinitionNames,
  now: Instant,
): Promise<Page<Delivery>> {
  const before = readPlace(query.before);
  const { limit, profile } = query;
  if (profile !== undefined && !isProfileId(profile)) return { items: [], nextCursor: null };
  const profiles = profile === undefined ? undefined : await profileIds(client, workspace, profile);
  // One person has few messages, and her ids are what the tables are looked through by.
  const windows = profiles === undefined ? windowsBefore(before.at, now) : [{ from: 0, until: before.at }];
  const found: DeliveryRow[] = [];
  for (const window of windows) {
    const missing = limit + 1 - found.length;
    if (missing <= 0) break;
    found.push(...(await deliveryRows(client, workspace, query, { before, window, limit: missing, profiles })));
  }
  const shown = found.slice(0, limit);
  const [facts, people] = await Promise.all([
    deliveryFacts(
      client,
      workspace,
      shown.map(({ delivery }) => delivery),
    ),
    readPeople(
      store,
      workspace,
      shown.map((row) => row.profile),
    ),
  ]);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => presentDelivery(row, facts.get(row.delivery) ?? [], people.get(row.profile), names)),
    nextCursor: last !== undefined && found.length > limit ? writePlace(last) : null,
  };
}
