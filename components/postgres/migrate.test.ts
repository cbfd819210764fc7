import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { createTestDatabase, type TestDatabase } from '#test/database.ts';
import { openDatabase } from './database.ts';
import { migrateDatabase } from './migrate.ts';

let database: TestDatabase;
let directory: string;

before(async () => {
  database = await createTestDatabase();
  // The template is migrated already; these tests bring migrations of their own.
  await database.sql`drop schema public cascade`;
  await database.sql`create schema public`;
  directory = await mkdtemp(join(tmpdir(), 'throughline-migrations-'));
  await writeFile(join(directory, '000001-first.sql'), 'create table first (a integer); insert into first values (1);');
});

after(async () => {
  await database.drop();
  await rm(directory, { recursive: true });
});

test('runners that start at once apply each migration once', async () => {
  const pools = [1, 2, 3].map((n) => openDatabase(database.url, { max: 1, applicationName: `runner-${n}` }));
  const counts = await Promise.all(pools.map((sql) => migrateDatabase(sql, { directory })));
  await Promise.all(pools.map((sql) => sql.end()));
  assert.equal(
    counts.reduce((sum, count) => sum + count),
    1,
  );
  assert.equal((await database.sql`select * from first`).length, 1);
});

test('a migration that fails leaves nothing behind', async () => {
  const file = join(directory, '000002-second.sql');
  await writeFile(file, 'create table second (a integer); select missing_function();');
  await assert.rejects(migrateDatabase(database.sql, { directory }), /missing_function/);
  assert.equal((await database.sql`select to_regclass('second') as found`)[0]?.found, null);
  await writeFile(file, 'create table second (a integer);');
  assert.equal(await migrateDatabase(database.sql, { directory }), 1);
  assert.equal(await migrateDatabase(database.sql, { directory }), 0);
});

test('a database of a newer version is refused', async () => {
  await rm(join(directory, '000002-second.sql'));
  await assert.rejects(
    migrateDatabase(database.sql, { directory }),
    /belongs to a newer version of Throughline.*migration 2, this version knows 1/,
  );
});

test('a name without a number, and a number that is taken, are refused', async () => {
  await writeFile(join(directory, 'third.sql'), 'select 1');
  await assert.rejects(migrateDatabase(database.sql, { directory }), /third.sql must be named 000001-name.sql/);
  await rm(join(directory, 'third.sql'));
  await writeFile(join(directory, '000001-again.sql'), 'select 1');
  await assert.rejects(migrateDatabase(database.sql, { directory }), /Two migrations have the number 1/);
});
