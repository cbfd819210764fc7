import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '#components/postgres/embedded-postgres.ts';
import { identifyProcess } from '#components/process-identity.ts';
import { CommandError } from '../usage-error.ts';

export interface DatabaseAddress {
  readonly url: string;
  close(): Promise<void>;
}

/** The embedded database of a data directory: the one that a running server has started, else one started for this. */
export async function openEmbeddedDatabase(dataDirectory: string): Promise<DatabaseAddress> {
  const directory = join(dataDirectory, 'postgres');
  const password = await readText(join(directory, 'password'));
  if (password === undefined)
    throw new CommandError(
      `There is no embedded database in ${directory}. Name the data directory by --data, or a server's database by --database.`,
    );
  const owner = await readText(join(directory, 'owner'));
  if (owner !== undefined && (await identifyProcess(Number(owner.split('@')[0]))) === owner) {
    // The fourth line of the server's lock file is its port.
    const port = (await readText(join(directory, 'cluster', 'postmaster.pid')))?.split('\n')[3]?.trim();
    if (!port) throw new CommandError('The database is just starting or stopping. Run the command again in a moment.');
    return { url: `postgres://throughline:${password.trim()}@127.0.0.1:${port}/throughline`, close: async () => {} };
  }
  const server = await startEmbeddedPostgres({ directory, log: () => {} });
  return { url: server.url, close: () => server.stop() };
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
