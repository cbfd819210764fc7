import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { findPostgresBinaries } from './binaries.ts';
import { databaseOwner, prepareCluster } from './cluster.ts';
import { openDatabase } from './database.ts';
import { claimDirectory, stopOrphanedServer } from './ownership.ts';
import { startServer } from './server-process.ts';

export interface EmbeddedPostgresOptions {
  /** Holds the data, the password and the note of who uses it; created when absent. */
  directory: string;
  /** Receives one sentence for each part that takes long. */
  log: (message: string) => void;
  /** Hears of a server that ended although nobody stopped it; without it the reason goes to `log`. */
  onExit?: (reason: string) => void;
  /** Connections that are needed at the same time; at least 60 are there. */
  connections?: number;
}

export interface EmbeddedPostgres {
  /** Address of the database `throughline`, password included. */
  url: string;
  stop(): Promise<void>;
}

/** Starts a PostgreSQL server of its own for this process. Throws a StartupError for whatever the operator can mend. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const directory = resolve(options.directory);
  const binaries = findPostgresBinaries();
  const created = await mkdir(directory, { recursive: true });
  // The server's account, when it is another one, has to pass through this folder to the cluster, which stays its own.
  if (created !== undefined && process.getuid?.() === 0) await chmod(directory, 0o711);
  const release = await claimDirectory(directory);
  try {
    const password = await readPassword(join(directory, 'password'));
    await stopOrphanedServer(join(directory, 'cluster'), options.log);
    const cluster = await prepareCluster(binaries, directory, password, options.log);
    const server = await startServer(binaries, cluster, {
      connections: options.connections ?? 0,
      onExit: options.onExit ?? options.log,
    });
    const address = `postgres://${databaseOwner}:${password}@127.0.0.1:${server.port}`;
    const stop = async () => {
      await server.stop();
      await release();
    };
    try {
      await createDatabaseOnce(`${address}/postgres`, 'throughline');
    } catch (error) {
      await stop();
      throw error;
    }
    return { url: `${address}/throughline`, stop };
  } catch (error) {
    await release();
    throw error;
  }
}

async function readPassword(file: string): Promise<string> {
  try {
    const password = (await readFile(file, 'utf8')).trim();
    if (password !== '') return password;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  const password = randomBytes(24).toString('base64url');
  await writeFile(file, `${password}\n`, { mode: 0o600 });
  return password;
}

async function createDatabaseOnce(url: string, name: string): Promise<void> {
  const sql = openDatabase(url, { max: 1, applicationName: 'throughline-start' });
  try {
    const found = await sql`select 1 from pg_database where datname = ${name}`;
    if (found.length === 0) await sql`create database ${sql(name)}`;
  } finally {
    await sql.end();
  }
}
