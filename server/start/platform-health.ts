import type { ClickHouseClient } from '@clickhouse/client';
import type { Sql } from '#components/postgres/database.ts';
import type { NoRoom } from '#contracts/no-room.ts';
import type { PartHealth } from '../parts.ts';

const answerMilliseconds = 5_000;

/** How to ask each engine for a sign of life, and whether there is room for events. One that hangs is not asked a second time until it has answered. */
export function createPlatformHealth(
  sql: Sql,
  clickhouse: ClickHouseClient,
  noRoom: () => NoRoom | undefined = () => undefined,
  waitMilliseconds = answerMilliseconds,
): () => Promise<readonly PartHealth[]> {
  const checks = [
    createCheck('postgres', waitMilliseconds, async () => void (await sql`select 1`)),
    createCheck('clickhouse', waitMilliseconds, async () => {
      const answer = await clickhouse.ping();
      if (!answer.success) throw answer.error;
    }),
    createCheck('storage', waitMilliseconds, async () => {
      const reason = noRoom();
      if (reason !== undefined) throw new Error(reason);
    }),
  ];
  return () => Promise.all(checks.map((check) => check()));
}

function createCheck(part: string, waitMilliseconds: number, look: () => Promise<void>): () => Promise<PartHealth> {
  let underWay: Promise<PartHealth> | undefined;

  async function lookOnce(): Promise<PartHealth> {
    try {
      await look();
      return { part, ok: true };
    } catch (error) {
      return { part, ok: false, detail: error instanceof Error ? error.message : String(error) };
    } finally {
      underWay = undefined;
    }
  }

  return async () => {
    underWay ??= lookOnce();
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<PartHealth>((resolve) => {
      timer = setTimeout(resolve, waitMilliseconds, { part, ok: false, detail: 'it does not answer' });
    });
    return Promise.race([underWay, silence]).finally(() => clearTimeout(timer));
  };
}
