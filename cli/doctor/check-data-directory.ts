import { constants } from 'node:fs';
import { access, readFile, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { identifyProcess } from '#components/process-identity.ts';
import { judgeDisk } from './check-server.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

/** Looks at the data directory of a server on this machine, whether it runs or not. */
export async function checkDataDirectory(directory: string, serverReachable: boolean): Promise<readonly Finding[]> {
  if (!(await isThere(directory))) {
    const mend = 'It comes into being at the first start. If the data is elsewhere, name it with --data.';
    return [warn(`There is no data directory at ${directory}.`, mend)];
  }
  return [
    await checkAccess(directory),
    await checkCredentials(join(directory, 'credentials.json')),
    ...(await checkOwner(join(directory, 'postgres', 'owner'), serverReachable)),
    ...(serverReachable ? [] : [judgeDisk(await freeBytes(directory))]),
  ];
}

async function checkAccess(directory: string): Promise<Finding> {
  try {
    await access(directory, constants.R_OK | constants.W_OK | constants.X_OK);
    return ok(`The data directory ${directory} can be read and written.`);
  } catch {
    return fail(
      `This user may not write to ${directory}.`,
      'Run the server as the owner of the directory, or change its owner (chown).',
    );
  }
}

/** The file holds the administrator's password and keys: nobody else on the machine may read it. */
async function checkCredentials(path: string): Promise<Finding> {
  if (!(await isThere(path)))
    return warn(`${path} is missing.`, 'Give --api-key to commands; create a new key in the settings.');
  const { mode } = await stat(path);
  if (process.platform === 'win32' || (mode & 0o077) === 0)
    return ok('credentials.json is readable by its owner alone.');
  return fail(`Other users of this machine can read ${path}.`, `Run: chmod 600 ${path}`);
}

async function checkOwner(file: string, serverReachable: boolean): Promise<readonly Finding[]> {
  if (!(await isThere(file))) return [];
  const claim = await readFile(file, 'utf8');
  const pid = Number(claim.split('@')[0]);
  const alive = pid > 0 && (await identifyProcess(pid)) === claim;
  if (alive && serverReachable) return [ok(`Process ${pid} runs on this data directory.`)];
  if (alive) {
    const mend = 'It may be starting, or listen elsewhere: give its address with --url.';
    return [warn(`Process ${pid} uses this data directory, but no server answers.`, mend)];
  }
  return [
    warn(
      'The last server on this data directory ended without saying goodbye.',
      'Nothing to do: the next start recovers by itself.',
    ),
  ];
}

async function freeBytes(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize;
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
