import { setTimeout as sleep } from 'node:timers/promises';
import { StartupError } from '../startup-error.ts';
import { openDatabase, type Sql } from './database.ts';

export interface ClaimOptions {
  /** Another Throughline took the database while the connection to it was away. */
  readonly onLost: (reason: string) => void;
  /** How long to wait for a claim to be given up: the server may still hold that of a process that was just killed. */
  readonly waitMilliseconds?: number;
  /** Milliseconds between looks whether the claim still holds; a restart of the server ends it. */
  readonly lookEvery?: number;
}

export interface DatabaseClaim {
  release(): Promise<void>;
}

const inUse = 'The database is in use by another Throughline. Stop that one, or set DATABASE_URL to another database.';

/**
 * Takes the database for this process: two of them would fence each other's lanes for ever. The claim is a lock of the
 * session, so it ends with the process however that ends. Throws StartupError when another process keeps it.
 */
export async function claimDatabase(url: string, options: ClaimOptions): Promise<DatabaseClaim> {
  const { onLost, waitMilliseconds = 10_000, lookEvery = 5_000 } = options;
  const sql = openDatabase(url, { max: 1, applicationName: 'throughline-claim', keepsSession: true });
  try {
    for (const giveUpAt = performance.now() + waitMilliseconds; !(await holds(sql)); await sleep(200)) {
      if (performance.now() >= giveUpAt) throw new StartupError(inUse);
    }
  } catch (error) {
    await sql.end({ timeout: 5 });
    throw error;
  }

  const stopped = new AbortController();
  const kept = keep();
  async function keep(): Promise<void> {
    while (!stopped.signal.aborted) {
      // Aborted by release.
      await sleep(lookEvery, undefined, { signal: stopped.signal }).catch(() => {});
      // A database that is away cannot be taken by anybody; the parts that work with it report it.
      const held = stopped.signal.aborted || (await holds(sql).catch(() => true));
      if (held || stopped.signal.aborted) continue;
      onLost(inUse);
      return;
    }
  }

  return {
    async release() {
      stopped.abort();
      await sql.end({ timeout: 5 });
      await kept;
    },
  };
}

/** Takes the lock unless this session has it already: taken twice it would have to be given back twice. */
async function holds(sql: Sql): Promise<boolean> {
  const [row] = await sql<{ held: boolean }[]>`
    select case
      when exists (
        select from pg_locks
        where locktype = 'advisory' and pid = pg_backend_pid() and classid = 7417 and objid = 1 and objsubid = 2
      ) then true
      else pg_try_advisory_lock(7417, 1)
    end as held`;
  return row?.held === true;
}
