import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import { deleteRows } from '#components/clickhouse/delete-rows.ts';
import { type TableName, tables } from '#components/clickhouse/tables.ts';
import type { ProfileId, WorkspaceId } from '#contracts/identifiers.ts';

/** Fewer than would make a statement too long for a server's default limit. */
const profilesAtOnce = 2_000;

interface PersonColumns {
  /** Whose row it is. */
  readonly own: string;
  /** Another profile that it names. */
  readonly other?: string;
  /** Rows that stay: they hold a profile id that leads to nothing, and tell that what came after the erasure was not taken. */
  readonly except?: string;
}

const columnsOf: { readonly [table in TableName]?: PersonColumns } = {
  alias_fact: { own: 'from_profile', other: 'to_profile' },
  merge_fact: { own: 'profile', other: 'other' },
  drop_fact: { own: 'profile', except: "reason = 'erased'" },
};

interface CountedRows {
  readonly table: string;
  readonly profile: ProfileId;
  readonly rows: number;
}

/** Facts of people who are to be erased. None is kept in another form: an order with its second and its sum names somebody. */
export function createErasureFacts(client: ClickHouseClient) {
  return {
    count: (workspace: WorkspaceId, profiles: readonly ProfileId[]) => countFacts(client, workspace, profiles),

    async tillEntries(workspace: WorkspaceId, profiles: readonly ProfileId[]): Promise<readonly string[]> {
      const rows = await queryRows<{ id: string }>(
        client,
        `SELECT DISTINCT substring(message_id, 15) AS id FROM event
         WHERE workspace = {workspace:UInt32} AND profile IN {profiles:Array(UUID)} AND startsWith(message_id, 'point-of-sale:')`,
        { workspace, profiles },
      );
      return rows.map(({ id }) => id);
    },

    async erase(workspace: WorkspaceId, profiles: readonly ProfileId[], from: readonly string[]): Promise<void> {
      for (const { name } of tables) {
        if (!from.includes(name)) continue;
        for (const some of portions(profiles)) {
          await deleteRows(client, name, conditionOf(name), { workspace, profiles: some });
        }
      }
      const left = await countFacts(client, workspace, profiles);
      if (left.length > 0) {
        const places = [...new Set(left.map(({ table }) => table))].join(', ');
        throw new Error(`Facts of people who are to be erased are still found in ${places}`);
      }
    },
  };
}

async function countFacts(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  profiles: readonly ProfileId[],
): Promise<CountedRows[]> {
  const counted: CountedRows[] = [];
  for (const { name } of tables) {
    const { own, other } = columnsOf[name] ?? { own: 'profile' };
    const whose = other === undefined ? own : `if(${own} IN {profiles:Array(UUID)}, ${own}, ${other})`;
    for (const some of portions(profiles)) {
      const rows = await queryRows<{ person: ProfileId; found: number }>(
        client,
        `SELECT ${whose} AS person, count() AS found FROM ${name} WHERE ${conditionOf(name)} GROUP BY person`,
        { workspace, profiles: some },
      );
      counted.push(...rows.map(({ person, found }) => ({ table: name, profile: person, rows: found })));
    }
  }
  return counted;
}

function conditionOf(table: TableName): string {
  const { own, other, except } = columnsOf[table] ?? ({ own: 'profile' } as PersonColumns);
  const isTheirs = [own, other].flatMap((column) =>
    column === undefined ? [] : [`${column} IN {profiles:Array(UUID)}`],
  );
  const whose = `workspace = {workspace:UInt32} AND (${isTheirs.join(' OR ')})`;
  return except === undefined ? whose : `${whose} AND NOT (${except})`;
}

function portions<T>(all: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / profilesAtOnce) }, (_, index) =>
    all.slice(index * profilesAtOnce, (index + 1) * profilesAtOnce),
  );
}
