import { execFileSync } from 'node:child_process';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StartupError } from '../startup-error.ts';
import type { PostgresBinaries } from './binaries.ts';
import { chooseDatabaseUser, type DatabaseUser } from './database-user.ts';
import { explainFailure } from './explain-failure.ts';
import { launch } from './launch.ts';

/** A PostgreSQL data directory that is complete and fits the binaries. */
export interface Cluster {
  directory: string;
  password: string;
  user: DatabaseUser | undefined;
}

export const databaseOwner = 'throughline';

/** Opens the cluster below `directory`, creating it the first time. */
export async function prepareCluster(
  binaries: PostgresBinaries,
  directory: string,
  password: string,
  log: (message: string) => void,
): Promise<Cluster> {
  const cluster = {
    directory: join(directory, 'cluster'),
    password,
    user: chooseDatabaseUser(join(directory, 'cluster')),
  };
  const version = await readVersion(cluster.directory);
  if (version === undefined) {
    const startedAt = performance.now();
    log('Creating the database, on the first start only');
    await createCluster(binaries, cluster, directory);
    log(`Database created in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  } else {
    refuseOtherVersion(version, binaries, cluster.directory);
  }
  return cluster;
}

async function readVersion(clusterDirectory: string): Promise<number | undefined> {
  try {
    return Number(await readFile(join(clusterDirectory, 'PG_VERSION'), 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error) {
      if (error.code === 'ENOENT') return undefined;
      if (error.code === 'EACCES') {
        throw new StartupError(
          `The database in ${clusterDirectory} belongs to another user. Start Throughline as that user or as root, or set THROUGHLINE_DATA to another folder.`,
        );
      }
    }
    throw error;
  }
}

function refuseOtherVersion(version: number, binaries: PostgresBinaries, clusterDirectory: string): void {
  const own = Number(/(\d+)/.exec(execFileSync(binaries.postgres, ['--version'], { encoding: 'utf8' }))?.[1]);
  if (version === own) return;
  const belongs =
    version > own ? 'belongs to a newer version of Throughline' : 'was made by an older version of Throughline';
  throw new StartupError(
    `The data directory ${belongs}: the database in ${clusterDirectory} is of PostgreSQL ${version}, this version brings PostgreSQL ${own}. Start that version, or set THROUGHLINE_DATA to another folder.`,
  );
}

/** The cluster is made under a passing name and renamed when complete, so that an interrupted initdb is never mistaken for one. */
async function createCluster(binaries: PostgresBinaries, cluster: Cluster, directory: string): Promise<void> {
  const passing = `${cluster.directory}.new`;
  const passwordFile = join(directory, 'initdb-password');
  await rm(passing, { recursive: true, force: true });
  await mkdir(passing, { mode: 0o700 });
  await writeFile(passwordFile, `${cluster.password}\n`, { mode: 0o600 });
  if (cluster.user) {
    await chown(passing, cluster.user.uid, cluster.user.gid);
    await chown(passwordFile, cluster.user.uid, cluster.user.gid);
  }
  try {
    await runInitdb(binaries, passing, passwordFile, cluster.user);
    await rename(passing, cluster.directory);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(passing, { recursive: true, force: true });
  }
}

async function runInitdb(
  binaries: PostgresBinaries,
  target: string,
  passwordFile: string,
  user: DatabaseUser | undefined,
): Promise<void> {
  // The built-in locale sorts alike on every operating system, so an index never depends on the C library's version.
  const parameters = [
    '--pgdata',
    target,
    '--username',
    databaseOwner,
    '--pwfile',
    passwordFile,
    '--auth',
    'scram-sha-256',
  ];
  parameters.push('--encoding', 'UTF8', '--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8');
  const child = launch(binaries.initdb, parameters, { user, folders: [dirname(target), dirname(binaries.initdb)] });
  const lines: string[] = [];
  child.stdout?.resume();
  child.stderr?.setEncoding('utf8').on('data', (text: string) => lines.push(text));
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) throw explainFailure('create the database', lines.join(''), target);
}
