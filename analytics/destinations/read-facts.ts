import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { FactPlace } from '#components/destination/store.ts';
import type { DestinationDefinition, DestinationItem } from '#contracts/destination.ts';
import type { Instant, Lane, WorkspaceId } from '#contracts/identifiers.ts';
import { createParameters } from '../segment/parameters.ts';
import { factSelects } from './fact-sql.ts';

/** Facts of one lane after a place, up to and including another, and at most so many. */
export interface FactRange {
  readonly lane: Lane;
  readonly after: FactPlace;
  readonly upTo: FactPlace;
  /** Only what happened within this period; `to` excluded. */
  readonly from: Instant | null;
  readonly to: Instant | null;
  readonly limit: number;
}

export interface PlacedItem {
  readonly place: FactPlace;
  readonly item: DestinationItem;
}

interface Row extends FactPlace {
  readonly kind: string;
  readonly at: string;
  readonly profile: string;
  readonly data: string;
}

/** The facts of a range that go to a destination, in the order in which they were recorded. */
export async function readFacts(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  { facts, imported, people }: Pick<DestinationDefinition, 'facts' | 'imported' | 'people'>,
  range: FactRange,
): Promise<PlacedItem[]> {
  const { lane, after, upTo, from, to, limit } = range;
  const parameters = createParameters({
    ...{ workspace, lane, limit, from, to },
    ...{ afterCommit: after.commit, afterOrdinal: after.ordinal, upToCommit: upTo.commit, upToOrdinal: upTo.ordinal },
  });
  // The range of commits stands alone too, because that is what the tables' index reads.
  const scope = (at: string) => `workspace = {workspace:UInt32} AND lane = {lane:UInt8}
    AND commit >= {afterCommit:UInt64} AND commit <= {upToCommit:UInt64}
    AND (commit, ordinal) > ({afterCommit:UInt64}, {afterOrdinal:UInt64})
    AND (commit, ordinal) <= ({upToCommit:UInt64}, {upToOrdinal:UInt64})
    ${from === null ? '' : `AND ${at} >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')`}
    ${to === null ? '' : `AND ${at} < fromUnixTimestamp64Milli({to:Int64}, 'UTC')`}`;
  const selects = factSelects(facts, imported, scope, parameters);
  const rows = await queryRows<Row>(
    client,
    `SELECT commit, ordinal, kind_of_item AS kind, at_of_item AS at, profile, data
     FROM (${selects.join('\nUNION ALL\n')}) ORDER BY commit, ordinal LIMIT {limit:UInt32}`,
    parameters.values,
    { background: true },
  );
  const known = people === 'identities' ? await identitiesOf(client, workspace, rows) : undefined;
  return rows.map((row) => ({
    place: { commit: row.commit, ordinal: row.ordinal },
    item: present(row, `${workspace}.${lane}.${row.commit}.${row.ordinal}`, known?.get(row.profile)),
  }));
}

function present({ kind, at, profile, data }: Row, id: string, person: DestinationItem['person']): DestinationItem {
  return { id, type: kind, at, profile, ...(person && { person }), data: presentData(JSON.parse(data)) };
}

/** Columns that hold JSON become what they hold; what a column tells in two becomes one. */
function presentData(columns: { readonly [name: string]: unknown }): DestinationItem['data'] {
  const { properties, traits, identities, identity_kind, identity_value, amount, source, until, ...rest } = columns;
  const parsed = (text: unknown): unknown => JSON.parse(String(text));
  return {
    ...rest,
    ...(properties !== undefined && { properties: parsed(properties) }),
    ...(traits !== undefined && { traits: parsed(traits) }),
    ...(identities !== undefined && { identities: parsed(identities) }),
    ...(identity_kind !== undefined && {
      identity: identity_kind === '' ? null : { kind: identity_kind, value: identity_value },
    }),
    ...(amount !== undefined && { value: amount }),
    ...(until === undefined ? source !== undefined && { imported: source === 'import' } : { source, until }),
  };
}

async function identitiesOf(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  rows: readonly Row[],
): Promise<ReadonlyMap<string, NonNullable<DestinationItem['person']>>> {
  const profiles = [...new Set(rows.map(({ profile }) => profile))];
  if (profiles.length === 0) return new Map();
  const aliases = await queryRows<{ profile: string; today: string }>(
    client,
    `SELECT profile, current_profile AS today FROM profile_alias
     WHERE workspace = {workspace:UInt32} AND profile IN {profiles:Array(UUID)}`,
    { workspace, profiles },
    { background: true },
  );
  const today = new Map(aliases.map((alias) => [alias.profile, alias.today]));
  const found = await queryRows<{ profile: string; identities: string }>(
    client,
    `SELECT profile, identities FROM profile_fact FINAL
     WHERE workspace = {workspace:UInt32} AND deleted = 0 AND profile IN {profiles:Array(UUID)}`,
    { workspace, profiles: [...new Set(profiles.map((profile) => today.get(profile) ?? profile))] },
    { background: true },
  );
  const identities = new Map(found.map((row) => [row.profile, JSON.parse(row.identities)]));
  return new Map(
    profiles.map((profile) => {
      const now = today.get(profile) ?? profile;
      return [profile, { profile: now, identities: identities.get(now) ?? [] }];
    }),
  );
}
