import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StartupError } from '../startup-error.ts';
import type { Sql } from './database.ts';

interface Migration {
  number: number;
  name: string;
  file: string;
}

export interface MigrateOptions {
  /** Folder of files named `000001-name.sql`; the product's own unless a test brings another. */
  directory?: string;
  log?: (message: string) => void;
}

const ownMigrations = fileURLToPath(new URL('./migrations', import.meta.url));

// Held for the length of one migration's transaction; any number that no other advisory lock of the product uses.
const migrationLock = 4_100_001;

/**
 * Brings the database to the newest migration; returns the number of those applied. Several processes may do so at once: each
 * migration runs in one transaction under a lock and looks again whether it is still needed. A transaction-scoped lock also
 * works through a connection pooler. Throws a StartupError when the database is ahead of this code.
 */
export async function migrateDatabase(
  sql: Sql,
  { directory = ownMigrations, log }: MigrateOptions = {},
): Promise<number> {
  const migrations = await listMigrations(directory);
  const newest = migrations.at(-1)?.number ?? 0;
  const applied = await readAppliedNumbers(sql);
  const ahead = Math.max(0, ...applied);
  if (ahead > newest) {
    throw new StartupError(
      `The data directory belongs to a newer version of Throughline: its database is at migration ${ahead}, this version knows ${newest}. Start the newer version, or set THROUGHLINE_DATA to another folder.`,
    );
  }
  let count = 0;
  for (const migration of migrations) {
    if (applied.has(migration.number)) continue;
    log?.(`Migrating the database: ${migration.name}`);
    if (await applyMigration(sql, migration)) count++;
  }
  return count;
}

async function readAppliedNumbers(sql: Sql): Promise<Set<number>> {
  return await sql.begin(async (transaction) => {
    await transaction`select pg_advisory_xact_lock(${migrationLock})`;
    await transaction`
      create table if not exists schema_migrations (
        number integer primary key,
        name text not null,
        applied_at timestamptz not null default now()
      )`;
    const rows = await transaction<{ number: number }[]>`select number from schema_migrations`;
    return new Set(rows.map((row) => row.number));
  });
}

async function applyMigration(sql: Sql, { number, name, file }: Migration): Promise<boolean> {
  const text = await readFile(file, 'utf8');
  return await sql.begin(async (transaction) => {
    await transaction`select pg_advisory_xact_lock(${migrationLock})`;
    const done = await transaction`select 1 from schema_migrations where number = ${number}`;
    if (done.length > 0) return false;
    await transaction.unsafe(text);
    await transaction`insert into schema_migrations (number, name) values (${number}, ${name})`;
    return true;
  });
}

async function listMigrations(directory: string): Promise<Migration[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort();
  const migrations = names.map((name) => {
    const number = Number(/^(\d{6})-[a-z0-9-]+\.sql$/.exec(name)?.[1]);
    if (!(number > 0))
      throw new Error(`Migration ${name} must be named 000001-name.sql: six digits, then what it does`);
    return { number, name: name.replace(/\.sql$/, ''), file: join(directory, name) };
  });
  const twice = migrations.find(({ number }, index) => migrations[index + 1]?.number === number);
  if (twice)
    throw new Error(`Two migrations have the number ${twice.number}; the newer one needs the next free number`);
  return migrations;
}
