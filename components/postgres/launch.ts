import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { StartupError } from '../startup-error.ts';
import { type DatabaseUser, findClosedFolder } from './database-user.ts';

export interface LaunchOptions {
  user: DatabaseUser | undefined;
  /** Folders that the program must be able to reach. */
  folders: string[];
}

const setprivPaths = ['/usr/bin/setpriv', '/bin/setpriv', '/usr/sbin/setpriv'];

// Bits of the effective capability mask, linux/capability.h.
const capabilities = [
  { bit: 2n, name: '+dac_read_search' },
  { bit: 1n, name: '+dac_override' },
];

/**
 * Starts a PostgreSQL program under the account given. It is detached from the terminal's process group: ctrl-C must reach
 * only Throughline, which stops its workers before it stops the database. On Linux the kernel asks the server for a fast
 * shutdown when Throughline is killed, so that no server is left behind.
 */
export function launch(program: string, parameters: string[], { user, folders }: LaunchOptions): ChildProcess {
  const setpriv = process.platform === 'linux' ? setprivPaths.find((path) => existsSync(path)) : undefined;
  const closed = user && folders.map((folder) => findClosedFolder(folder, user)).find((folder) => folder !== undefined);
  const settings = {
    detached: true,
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'] as ['ignore', 'pipe', 'pipe'],
  };

  if (setpriv === undefined) {
    if (closed !== undefined) throw closedFolder(closed);
    return spawn(program, parameters, user ? { ...settings, uid: user.uid, gid: user.gid } : settings);
  }
  const privileges = ['--pdeathsig', 'INT'];
  if (user) privileges.push('--reuid', String(user.uid), '--regid', String(user.gid), '--clear-groups');
  if (closed !== undefined) {
    // A checkout below /root or a private temporary folder: the account may not pass through it by its own rights.
    const capability = findCapability();
    if (capability === undefined) throw closedFolder(closed);
    privileges.push('--inh-caps', capability, '--ambient-caps', capability);
  }
  return spawn(setpriv, [...privileges, '--', program, ...parameters], settings);
}

function findCapability(): string | undefined {
  const mask = /^CapEff:\s*([0-9a-f]+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return capabilities.find(({ bit }) => (BigInt(`0x${mask ?? '0'}`) >> bit) & 1n)?.name;
}

function closedFolder(folder: string): StartupError {
  return new StartupError(
    `PostgreSQL does not run as root, and the account it uses instead may not enter ${folder}. Run "chmod o+x ${folder}", move Throughline to an open folder, or start it as an ordinary user.`,
  );
}

/** Variables such as PGPORT or PGDATA, meant for another server, must not reach this one. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PG') && !name.startsWith('LC_'));
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}
