import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import { deleteRows } from '#components/clickhouse/delete-rows.ts';
import type { FactStore } from '#components/store/port/fact.ts';
import type { ImportExtent } from '#contracts/api/import-undo.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import { broughtBy } from './brought-by.ts';
import { leftFacts } from './left-facts.ts';

const tables = ['event', 'order_fact', 'consent_fact'] as const;
const ofImport = 'workspace = {workspace:UInt32} AND import_id = {id:String}';

/** Reads and removes the facts that an import brought, and counts what is left of people without them. */
export function createImportUndoFacts(client: ClickHouseClient, progress: FactStore['progress']) {
  const ask = <Row>(sql: string, values: Readonly<Record<string, unknown>>): Promise<Row[]> =>
    queryRows<Row>(client, sql, values, { background: true });
  return {
    async countEvents(workspace: WorkspaceId, id: string): Promise<number> {
      const [row] = await ask<{ events: number }>(`SELECT count() AS events FROM event WHERE ${ofImport}`, {
        workspace,
        id,
      });
      return row?.events ?? 0;
    },

    brought: broughtBy(ask),

    async remove(workspace: WorkspaceId, id: string): Promise<void> {
      for (const table of tables) await deleteRows(client, table, ofImport, { workspace, id });
      for (const table of tables) {
        const [row] = await ask<{ rows: number }>(`SELECT count() AS rows FROM ${table} WHERE ${ofImport}`, {
          workspace,
          id,
        });
        if (row?.rows) throw new Error(`Facts of an import that is taken back are still found in ${table}`);
      }
    },

    async cuts(workspace: WorkspaceId, ids: readonly string[]) {
      const rows = await ask<{ id: string; lane: number; commit: number; ordinal: number }>(
        `SELECT id, lane, commit, ordinal FROM drop_fact
         WHERE workspace = {workspace:UInt32} AND reason = 'import_undone' AND detail = 'withdraw'
           AND id IN {ids:Array(String)}`,
        { workspace, ids },
      );
      const places = await progress();
      const isThere = ({ lane, commit }: (typeof rows)[number]) =>
        places.some(({ partition, projected }) => partition === lane && projected >= commit);
      return new Map(rows.filter(isThere).map(({ id, ...cut }) => [id, cut]));
    },

    left: leftFacts(ask),

    /** What taking it back would concern, as far as ClickHouse has it. */
    async preview(workspace: WorkspaceId, id: string): Promise<ImportExtent> {
      const [facts] = await ask<Omit<ImportExtent, 'people' | 'onlyPeople'>>(
        `SELECT count() AS events,
           toUInt64(sum(length(JSONExtractKeys(traits_before)))) AS traits,
           (SELECT count() FROM order_fact WHERE ${ofImport}) AS orders,
           (SELECT count() FROM consent_fact WHERE ${ofImport}) AS consents
         FROM event WHERE ${ofImport}`,
        { workspace, id },
      );
      const [people] = await ask<{ people: number; onlyPeople: number }>(
        `SELECT count() AS people, countIf(isOnly) AS onlyPeople FROM (
           SELECT profile, min(import_id = {id:String}) AS isOnly FROM event
           WHERE workspace = {workspace:UInt32} AND profile IN (SELECT profile FROM event WHERE ${ofImport})
           GROUP BY profile)`,
        { workspace, id },
      );
      return { events: 0, traits: 0, orders: 0, consents: 0, people: 0, onlyPeople: 0, ...facts, ...people };
    },
  };
}
