import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase, type Sql } from '#components/postgres/database.ts';
import type { OutboxHolder } from '../port/outbox.ts';

/** First key of the advisory locks by which holders show that they live; the second one is the holder's id. */
export const holderLock = 7418;

/** A restart of the server ends the lock. Well within the time for which the silent are waited for. */
const lookEvery = 500;

/** The lock is the session's, so it ends with the process, the thread or the machine's connection, however that ends. */
export async function openOutboxHolder(url: string): Promise<OutboxHolder> {
  const sql = openDatabase(url, { max: 1, applicationName: 'throughline-outbox-holder', keepsSession: true });
  let id: number;
  try {
    const [row] = await sql<{ id: number }[]>`select nextval('outbox_holder')::int as id`;
    if (row === undefined) throw new Error('The database gave no number for the holder of claims');
    id = row.id;
    await keepLock(sql, id);
  } catch (error) {
    await sql.end({ timeout: 5 });
    throw error;
  }

  const released = new AbortController();
  const kept = keep();
  async function keep(): Promise<void> {
    while (!released.signal.aborted) {
      // Both end early by release; a database that is away is reported by those who work with it.
      await sleep(lookEvery, undefined, { signal: released.signal }).catch(() => {});
      if (!released.signal.aborted) await keepLock(sql, id).catch(() => {});
    }
  }

  return {
    id,
    async release() {
      released.abort();
      await sql.end({ timeout: 5 });
      await kept;
    },
  };
}

/** Takes the lock unless this session has it already: taken twice it would have to be given back twice. */
async function keepLock(sql: Sql, id: number): Promise<void> {
  await sql`
    select pg_try_advisory_lock(${holderLock}, ${id}) where not exists (
      select from pg_locks
      where locktype = 'advisory' and pid = pg_backend_pid() and classid = ${holderLock} and objid = ${id}
        and objsubid = 2
    )`;
}
