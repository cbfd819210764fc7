import { execFileSync } from 'node:child_process';
import { readFile, readlink, realpath, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identifyProcess } from '../process-identity.ts';
import { StartupError } from '../startup-error.ts';

/** Notes this process as the user of the directory; refuses when a living process is. Returns how to give it back. */
export async function claimDirectory(directory: string): Promise<() => Promise<void>> {
  const file = join(directory, 'owner');
  const claim = await readText(file);
  if (claim !== undefined) {
    const pid = Number(claim.split('@')[0]);
    if (pid > 0 && (await identifyProcess(pid)) === claim) throw inUse(directory, pid);
    await rm(file, { force: true });
  }
  try {
    await writeFile(file, (await identifyProcess(process.pid)) ?? '', { mode: 0o600, flag: 'wx' });
  } catch (error) {
    // Two processes started at the same moment, and the other one was first.
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw inUse(directory, undefined);
    throw error;
  }
  return () => rm(file, { force: true });
}

function inUse(directory: string, pid: number | undefined): StartupError {
  const who = pid === undefined ? 'another Throughline' : `another Throughline (process ${pid})`;
  return new StartupError(
    `The database in ${directory} is in use by ${who}. Stop that one, or set THROUGHLINE_DATA to another folder.`,
  );
}

/**
 * Ends the server that an earlier, killed Throughline left running on this cluster. A lock file whose process is gone is
 * left to PostgreSQL, which also checks the shared memory named in it; one whose pid now belongs to some other program
 * would make PostgreSQL refuse to start and is removed.
 */
export async function stopOrphanedServer(clusterDirectory: string, log: (message: string) => void): Promise<void> {
  const lockFile = join(clusterDirectory, 'postmaster.pid');
  const pid = Number((await readText(lockFile))?.split('\n')[0]);
  if (!(pid > 0)) return;
  const identity = await identifyProcess(pid);
  if (identity === undefined) return;
  if (!(await isServerOf(pid, clusterDirectory))) {
    if ((await identifyProcess(pid)) === identity) await rm(lockFile, { force: true });
    return;
  }
  log('Stopping the database server that an earlier run left behind');
  for (const { signal, seconds } of [
    { signal: 'SIGINT', seconds: 30 },
    { signal: 'SIGQUIT', seconds: 10 },
  ] as const) {
    if (await endProcess(pid, identity, signal, seconds)) return;
  }
  throw new StartupError(
    `A PostgreSQL server (process ${pid}) still uses ${clusterDirectory} and does not stop. End it and start again.`,
  );
}

async function endProcess(pid: number, identity: string, signal: NodeJS.Signals, seconds: number): Promise<boolean> {
  const giveUpAt = performance.now() + seconds * 1000;
  try {
    process.kill(pid, signal);
  } catch {
    return (await identifyProcess(pid)) !== identity;
  }
  while (performance.now() < giveUpAt) {
    if ((await identifyProcess(pid)) !== identity) return true;
    await sleep(20);
  }
  return false;
}

/** A server's working directory is its data directory (Linux), and its command line names it (elsewhere). */
async function isServerOf(pid: number, clusterDirectory: string): Promise<boolean> {
  try {
    if (process.platform === 'linux')
      return (await readlink(`/proc/${pid}/cwd`)) === (await realpath(clusterDirectory));
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(clusterDirectory);
  } catch {
    return false;
  }
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
