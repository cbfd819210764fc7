import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { ExportRows } from '#contracts/api/export.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import { isProfileId, profileIds } from '../profiles/profile-ids.ts';
import { createParameters, type Parameters } from '../segment/parameters.ts';
import { type ExportPages, pageRows } from './pages.ts';

type EventFilters = Extract<ExportRows, { list: 'events' }>['filters'];
type OrderFilters = Extract<ExportRows, { list: 'orders' }>['filters'];

interface Source {
  readonly table: 'event' | 'order_fact';
  readonly columns: string;
  /** The order in which they are read: that of the table, so that a page is found without looking at the others. */
  readonly order: readonly string[];
}

const eventSource: Source = {
  table: 'event',
  columns: `message_id AS id, type AS kind, name, received_at AS receivedAt, identity_kind, identity_value, url,
    source, properties`,
  order: ['profile', 'at', 'commit', 'lane', 'ordinal'],
};

const orderSource: Source = {
  table: 'order_fact',
  columns: `order_id AS order, toFloat64(value) AS value, currency, item_count AS itemCount, source,
    attributed_delivery AS delivery, attributed_journey AS journey, attributed_message AS message,
    attributed_channel AS channel`,
  order: ['at', 'order_id', 'commit', 'lane', 'ordinal'],
};

const types: { readonly [column: string]: string } = {
  profile: 'UUID',
  at: 'Int64',
  order_id: 'String',
  commit: 'UInt64',
  lane: 'UInt8',
  ordinal: 'UInt32',
};

interface Row {
  readonly profile: string;
  readonly [column: string]: unknown;
}

/** Events of a name, of a person, of a period, by person and time; the calls that bring traits are left out. */
export function exportEvents(client: ClickHouseClient, workspace: WorkspaceId, filters: EventFilters): ExportPages {
  const name =
    filters.name === undefined ? [] : [(bind: Parameters['bind']) => `name = ${bind('String', filters.name)}`];
  return exportFacts(client, workspace, eventSource, filters, [() => `type = 'track'`, ...name], presentEvent);
}

/** Orders of a person, of a period, by time. */
export function exportOrders(client: ClickHouseClient, workspace: WorkspaceId, filters: OrderFilters): ExportPages {
  return exportFacts(client, workspace, orderSource, filters, [], presentOrder);
}

function presentEvent({ identity_kind: kind, identity_value: value, properties, source, ...row }: Row): object {
  return {
    ...row,
    imported: source === 'import',
    identity: kind === '' ? null : { kind, value },
    properties: JSON.parse(String(properties)) as unknown,
  };
}

function presentOrder({ source, ...row }: Row): object {
  return { ...row, imported: source === 'import' };
}

function exportFacts(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  { table, columns, order }: Source,
  { profile, from, to }: OrderFilters,
  conditions: readonly ((bind: Parameters['bind']) => string)[],
  present: (row: Row) => object,
): ExportPages {
  /** Every id of the one person that is asked for. */
  async function idsOfPerson(): Promise<readonly string[] | undefined> {
    if (profile === undefined) return undefined;
    return isProfileId(profile) ? profileIds(client, workspace, profile) : [];
  }

  function where({ bind }: Parameters): string {
    const time = (at: string) => `fromUnixTimestamp64Milli(${bind('Int64', Date.parse(at))}, 'UTC')`;
    return [
      'workspace = {workspace:UInt32}',
      ...conditions.map((condition) => condition(bind)),
      ...(from === undefined ? [] : [`at >= ${time(from)}`]),
      ...(to === undefined ? [] : [`at < ${time(to)}`]),
      ...(profile === undefined ? [] : ['profile IN {profiles:Array(UUID)}']),
    ].join(' AND ');
  }

  return {
    async count() {
      const parameters = createParameters({ workspace, profiles: await idsOfPerson() });
      const sql = `SELECT count() AS facts FROM ${table} WHERE ${where(parameters)}`;
      const [row] = await queryRows<{ facts: number }>(client, sql, parameters.values, { background: true });
      return row?.facts ?? 0;
    },
    async *pages() {
      const profiles = await idsOfPerson();
      for (let last: Row | undefined; ; ) {
        const parameters = createParameters({
          ...{ workspace, profiles },
          ...(last && Object.fromEntries(order.map((column) => [`after_${column}`, last?.[`place_${column}`]]))),
        });
        const scope = where(parameters);
        const place = order.map((column) => (column === 'at' ? 'toUnixTimestamp64Milli(at)' : column));
        const beyond = `AND (${order.join(', ')}) > (${order.map(bound).join(', ')})`;
        const rows = await queryRows<Row>(
          client,
          `SELECT profile, at, ${columns}, ${place.map((column, index) => `${column} AS place_${order[index]}`).join(', ')}
           FROM ${table} WHERE ${scope} ${last === undefined ? '' : beyond}
           ORDER BY ${order.join(', ')} LIMIT ${pageRows}`,
          parameters.values,
          { background: true },
        );
        const today = await currentIds(client, workspace, rows);
        yield rows.map((row) => present({ ...withoutPlace(row), profile: today.get(row.profile) ?? row.profile }));
        last = rows.at(-1);
        if (rows.length < pageRows) return;
      }
    },
  };
}

function bound(column: string): string {
  const parameter = `{after_${column}:${types[column]}}`;
  return column === 'at' ? `fromUnixTimestamp64Milli(${parameter}, 'UTC')` : parameter;
}

function withoutPlace(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith('place_'))) as Row;
}

async function currentIds(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  rows: readonly Row[],
): Promise<ReadonlyMap<string, string>> {
  const profiles = [...new Set(rows.map(({ profile }) => profile))];
  if (profiles.length === 0) return new Map();
  const aliases = await queryRows<{ profile: string; today: string }>(
    client,
    `SELECT profile, current_profile AS today FROM profile_alias
     WHERE workspace = {workspace:UInt32} AND profile IN {profiles:Array(UUID)}`,
    { workspace, profiles },
    { background: true },
  );
  return new Map(aliases.map((alias) => [alias.profile, alias.today]));
}
