import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { Catalog } from '#contracts/api/catalog.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import { seenCompanies } from './seen-companies.ts';
import { seenFields } from './seen-fields.ts';
import { seenWhereabouts } from './seen-whereabouts.ts';

const names = `
  SELECT name, count() AS count, max(at) AS lastSeenAt FROM event
  WHERE workspace = {workspace:UInt32} AND type = 'track'
  GROUP BY name ORDER BY count DESC, name LIMIT 500`;

// The order of ids in ClickHouse is that of their random half, so the first people are a fair sample of all.
const somePeople =
  'SELECT profile FROM profile_fact WHERE workspace = {workspace:UInt32} AND deleted = 0 ORDER BY profile LIMIT 2000';

const propertiesOfSome = `
  SELECT name, profile, properties FROM event
  WHERE workspace = {workspace:UInt32} AND type = 'track' AND profile GLOBAL IN (${somePeople})
  LIMIT 100 BY name`;

const propertiesOfRare = `
  SELECT name, profile, properties FROM event
  WHERE workspace = {workspace:UInt32} AND type = 'track' AND name IN {names:Array(String)}
  LIMIT 100 BY name`;

const traits = `
  SELECT profile, traits FROM profile_fact
  WHERE workspace = {workspace:UInt32} AND deleted = 0 AND traits != '{}' ORDER BY profile LIMIT 2000`;

interface PropertiesRow {
  readonly name: string;
  readonly profile: string;
  readonly properties: string;
}

/** What was seen of events and traits, imported history included; fields and examples come from a sample of people. */
export async function catalog(client: ClickHouseClient, workspace: WorkspaceId): Promise<Catalog> {
  const ask = <T>(sql: string, more: object = {}) =>
    queryRows<T>(client, sql, { workspace, ...more }, { background: true });
  const [events, common, people, companies, whereabouts] = await Promise.all([
    ask<Omit<Catalog['events'][number], 'properties'>>(names),
    ask<PropertiesRow>(propertiesOfSome),
    ask<{ profile: string; traits: string }>(traits),
    seenCompanies(client, workspace),
    seenWhereabouts(client, workspace),
  ]);
  const rareNames = rest(events, common);
  const rare = rareNames.length === 0 ? [] : await ask<PropertiesRow>(propertiesOfRare, { names: rareNames });
  const samples = Map.groupBy([...common, ...rare], (row) => row.name);
  return {
    events: events.map((event) => ({
      ...event,
      properties: seenFields(
        (samples.get(event.name) ?? []).map(({ profile, properties }) => ({ profile, values: parse(properties) })),
        'property',
      ),
    })),
    traits: seenFields(
      people.map((person) => ({ profile: person.profile, values: parse(person.traits) })),
      'trait',
    ),
    ...companies,
    whereabouts,
  };
}

/** Names that the sample of people knows nothing of. */
function rest(events: readonly { readonly name: string }[], known: readonly PropertiesRow[]): string[] {
  const sampled = new Set(known.map(({ name }) => name));
  return events.map(({ name }) => name).filter((name) => !sampled.has(name));
}

function parse(text: string): JsonObject {
  return JSON.parse(text) as JsonObject;
}
