import type { ClickHouseClient } from '@clickhouse/client';
import type { Sql } from '#components/postgres/database.ts';
import type { PartHealth } from '../parts.ts';

/** Asks each engine for a sign of life. */
export async function platformHealth(sql: Sql, clickhouse: ClickHouseClient): Promise<readonly PartHealth[]> {
  return Promise.all([
    check('postgres', async () => void (await sql`select 1`)),
    check('clickhouse', async () => {
      const answer = await clickhouse.ping();
      if (!answer.success) throw answer.error;
    }),
  ]);
}

async function check(part: string, look: () => Promise<void>): Promise<PartHealth> {
  try {
    await look();
    return { part, ok: true };
  } catch (error) {
    return { part, ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}
