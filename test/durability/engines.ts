import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClickHouseClient } from '@clickhouse/client';
import { startChdb } from '#components/clickhouse/chdb-process.ts';
import { openClickhouse } from '#components/clickhouse/client.ts';
import { migrateClickhouse } from '#components/clickhouse/schema.ts';
import { openDatabase, type Sql } from '#components/postgres/database.ts';
import { startEmbeddedPostgres } from '#components/postgres/embedded-postgres.ts';
import { migrateDatabase } from '#components/postgres/migrate.ts';
import { startTcpProxy } from '#test/tcp-proxy.ts';

export interface DurabilityEngines {
  /** Goes when they are closed. */
  readonly directory: string;
  readonly databaseUrl: string;
  readonly clickhouseUrl: string;
  readonly sql: Sql;
  readonly clickhouse: ClickHouseClient;
  /** Immediate shutdown: every session is cut, and the server recovers from its log when it comes back. */
  crashPostgres(): Promise<void>;
  /** It is restarted by the one who watches it. */
  killClickhouse(): void;
  close(): Promise<void>;
}

/** Engines of their own, because the other tests would not survive what is done to these. */
export async function startDurabilityEngines(): Promise<DurabilityEngines> {
  const directory = await mkdtemp(join(tmpdir(), 'throughline-durability-'));
  const postgresDirectory = join(directory, 'postgres');
  const startPostgres = () => startEmbeddedPostgres({ directory: postgresDirectory, log: () => {} });
  const [firstPostgres, chdb, proxy] = await Promise.all([
    startPostgres(),
    startChdb({ directory: join(directory, 'clickhouse') }),
    startTcpProxy(),
  ]);
  let postgres = firstPostgres;
  proxy.target = Number(new URL(postgres.url).port);
  const databaseUrl = new URL(postgres.url);
  databaseUrl.port = String(proxy.port);
  const sql = openDatabase(databaseUrl.href, { max: 4, applicationName: 'durability-test' });
  const clickhouse = openClickhouse(chdb.url);
  await Promise.all([migrateDatabase(sql), migrateClickhouse(clickhouse)]);

  return {
    directory,
    databaseUrl: databaseUrl.href,
    clickhouseUrl: chdb.url,
    sql,
    clickhouse,
    async crashPostgres() {
      const lockFile = await readFile(join(postgresDirectory, 'cluster', 'postmaster.pid'), 'utf8');
      proxy.target = undefined;
      process.kill(Number(lockFile.split('\n')[0]), 'SIGQUIT');
      await postgres.stop();
      postgres = await startPostgres();
      proxy.target = Number(new URL(postgres.url).port);
    },
    killClickhouse() {
      const pid = chdb.pid();
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
    },
    async close() {
      await sql.end({ timeout: 5 });
      await clickhouse.close();
      await proxy.close();
      await Promise.all([postgres.stop(), chdb.stop()]);
      await rm(directory, { recursive: true, force: true });
    },
  };
}
