import assert from 'node:assert/strict';
import test from 'node:test';
import { openDatabase } from '#components/postgres/database.ts';
import { createTestDatabase, databaseServerVariable, dropTestDatabase } from './database.ts';

test('a test database is migrated, and gone after drop', async () => {
  const database = await createTestDatabase();
  const name = new URL(database.url).pathname.slice(1);
  assert.match(name, /^throughline_test_/);
  const tables = await database.sql`select 1 from pg_tables where tablename = 'schema_migrations'`;
  assert.equal(tables.length, 1);
  await database.drop();

  const server = openDatabase(process.env[databaseServerVariable] ?? '', {
    max: 1,
    applicationName: 'throughline-test',
  });
  const found = await server`select 1 from pg_database where datname = ${name}`;
  await server.end();
  assert.equal(found.length, 0);
});

test('a connection that a test forgot fails the drop', async () => {
  const database = await createTestDatabase();
  const forgotten = openDatabase(database.url, { max: 1, applicationName: 'forgotten' });
  await forgotten`select 1`;
  await assert.rejects(database.drop(100), /left 1 database connection\(s\) open: forgotten \(select 1\)/);
  await forgotten.end();
});

test('a database that was not made for tests is never dropped', async () => {
  const server = process.env[databaseServerVariable] ?? '';
  await assert.rejects(dropTestDatabase(server, 'throughline'), /only databases named throughline_test_/);
});

test('int8 arrives as a number, and one that would lose digits is refused', async () => {
  const database = await createTestDatabase();
  const { sql } = database;
  assert.deepEqual([...(await sql`select 9007199254740991::int8 as n`)], [{ n: 9007199254740991 }]);
  await assert.rejects(sql`select 9007199254740992::int8 as n`.execute(), /too large for an exact number/);
  await database.drop();
});
