import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { FieldObservation } from '#core/schema/observation.ts';
import { createObserver } from '#core/schema/observe.ts';

export interface ObservedPeople {
  /** How many people were looked at; those who have no traits count too. */
  readonly people: number;
  readonly fields: ReadonlyMap<string, FieldObservation>;
}

const mostPeople = 5_000;

/** Parsing and looking takes some 20 µs each, and requests wait meanwhile. */
const peopleAtOnce = 100;

// The order of ids in ClickHouse is that of their random half, so the first people are a fair sample of all, and only
// the beginning of the table is read.
const sample = `
  SELECT profile, traits FROM (
    SELECT profile, traits, deleted FROM profile_fact WHERE workspace = {workspace:UInt32}
    ORDER BY profile, revision DESC LIMIT 1 BY profile LIMIT ${mostPeople}
  ) WHERE deleted = 0`;

/** The traits that people have now, from a sample of them. */
export async function observePeople(client: ClickHouseClient, workspace: WorkspaceId): Promise<ObservedPeople> {
  const people = await queryRows<{ profile: string; traits: string }>(
    client,
    sample,
    { workspace },
    { background: true },
  );
  const observer = createObserver('trait');
  for (const [index, { profile, traits }] of people.entries()) {
    observer.note(JSON.parse(traits) as JsonObject, profile);
    if (index % peopleAtOnce === peopleAtOnce - 1) await nextTurn();
  }
  return { people: people.length, fields: observer.fields() };
}
