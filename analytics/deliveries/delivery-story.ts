import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { DecisionRow } from '#components/clickhouse/tables.ts';
import type { Store } from '#components/store/port/index.ts';
import type { DeliveryStory } from '#contracts/api/delivery.ts';
import type { Channel } from '#contracts/channel.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import type { HoldReason } from '#contracts/reason.ts';
import type { DefinitionNames } from '../definition-names.ts';
import type { PlaceColumns } from '../fact-cursor.ts';
import { readGates } from '../gates.ts';
import { readPeople } from '../profiles/read-people.ts';
import { deliveryFacts } from './delivery-facts.ts';
import type { DeliveryRow } from './delivery-rows.ts';
import { presentDelivery } from './present.ts';
import { standing, standingReason } from './standing.ts';

interface Row
  extends PlaceColumns,
    Pick<DecisionRow, 'profile' | 'delivery' | 'journey' | 'node' | 'message' | 'outcome' | 'gates'> {
  readonly channel: Channel | '';
  readonly reason: HoldReason | '';
}

const decisions = `
  SELECT at, commit, lane, ordinal, profile, delivery, journey, node, message, outcome, channel, reason, gates
  FROM decision WHERE workspace = {workspace:UInt32} AND delivery = {delivery:String}
  ORDER BY at, commit, lane, ordinal`;

const receipts = `
  SELECT ${standing} AS standing, ${standingReason} AS why FROM message_fact
  WHERE workspace = {workspace:UInt32} AND delivery = {delivery:String}`;

/** One delivery with every decision that was taken about it and everything that happened to it since, oldest first. */
export async function deliveryStory(
  client: ClickHouseClient,
  store: Pick<Store, 'readProfiles'>,
  workspace: WorkspaceId,
  delivery: string,
  names: DefinitionNames,
): Promise<DeliveryStory | undefined> {
  const [rows, facts, [received]] = await Promise.all([
    queryRows<Row>(client, decisions, { workspace, delivery }),
    deliveryFacts(client, workspace, [delivery]),
    queryRows<Pick<DeliveryRow, 'standing' | 'why'>>(client, receipts, { workspace, delivery }),
  ]);
  const last = rows.at(-1);
  if (last === undefined) return undefined;
  const people = await readPeople(store, workspace, [last.profile]);
  const happened = facts.get(delivery) ?? [];
  const stands =
    last.outcome === 'send' && received !== undefined
      ? received
      : { standing: decided(last.outcome), why: last.reason };
  return {
    ...presentDelivery({ ...last, ...stands }, happened, people.get(last.profile), names),
    decisions: rows.map(({ at, outcome, channel, reason, gates }) => ({
      at,
      outcome,
      channel: channel || null,
      reason: reason || null,
      gates: readGates(gates),
    })),
    facts: happened.map(({ delivery: _, ...fact }) => fact),
  };
}

function decided(outcome: Row['outcome']): DeliveryRow['standing'] {
  return outcome === 'send' ? 'deferred' : outcome;
}
