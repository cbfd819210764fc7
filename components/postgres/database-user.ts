import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** The account that PostgreSQL runs under when Throughline itself runs as root, which PostgreSQL refuses to do. */
export interface DatabaseUser {
  uid: number;
  gid: number;
}

/**
 * Chooses that account: whoever owns the data already, else `postgres`, else `nobody`. Undefined when this process is not
 * root and PostgreSQL simply runs under the same account.
 */
export function chooseDatabaseUser(clusterDirectory: string): DatabaseUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(clusterDirectory, { throwIfNoEntry: false });
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const accounts = readAccounts();
  return accounts.get('postgres') ?? accounts.get('nobody') ?? { uid: 65534, gid: 65534 };
}

function readAccounts(): Map<string, DatabaseUser> {
  const accounts = new Map<string, DatabaseUser>();
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [name, , uid, gid] = line.split(':');
    if (name && Number(uid) > 0) accounts.set(name, { uid: Number(uid), gid: Number(gid) });
  }
  return accounts;
}

/** The nearest folder above `path` (or `path` itself) that the account may not enter, or undefined when it may enter all. */
export function findClosedFolder(path: string, user: DatabaseUser): string | undefined {
  for (let folder = path; ; folder = dirname(folder)) {
    const { mode, uid, gid } = statSync(folder);
    const needed = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & needed) === 0) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}
