import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openDatabase } from './database.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';

let directory: string;
const started: ChildProcess[] = [];

before(async () => {
  directory = join(await mkdtemp(join(tmpdir(), 'throughline-postgres-')), 'data');
});

after(async () => {
  for (const child of started) child.kill('SIGKILL');
  await rm(join(directory, '..'), { recursive: true, force: true });
});

test('a first start creates the database and says so, a second one finds its rows', async () => {
  const messages: string[] = [];
  const first = await start(messages);
  assert.match(messages.join('\n'), /Creating the database.*\nDatabase created in/);
  await execute(first.url, 'create table kept (a integer); insert into kept values (1)');
  await first.stop();

  const quiet: string[] = [];
  const second = await start(quiet);
  assert.deepEqual(quiet, []);
  assert.equal(await count(second.url), 1);
  await second.stop();
});

test('only the owner reads the password and the data', async () => {
  assert.equal((await stat(join(directory, 'password'))).mode & 0o777, 0o600);
  assert.equal((await stat(join(directory, 'cluster'))).mode & 0o777, 0o700);
});

test('commits reach the disk before they are acknowledged', async () => {
  const server = await start();
  const sql = openDatabase(server.url, { max: 1, applicationName: 'test' });
  const rows =
    await sql`select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes')`;
  assert.ok(rows.every((row) => row.setting === 'on') && rows.length === 3);
  await sql.end();
  await server.stop();
});

test('a directory in use is refused with the process that uses it', async () => {
  const server = await start();
  await assert.rejects(start(), new RegExp(`in use by another Throughline \\(process ${process.pid}\\)`));
  await server.stop();
});

test('killing the process loses no committed row, and the next start takes over', async () => {
  for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
    const { child, url } = await startInChild();
    await execute(url, 'insert into kept values (2)');
    const before = await count(url);
    child.kill(signal);
    await once(child, 'exit');
    const server = await start();
    assert.equal(await count(server.url), before);
    await server.stop();
  }
});

test('a server that was killed itself is recovered from its log', async () => {
  const reason = Promise.withResolvers<string>();
  const server = await startEmbeddedPostgres({ directory, log: () => {}, onExit: reason.resolve });
  await execute(server.url, 'insert into kept values (3)');
  const before = await count(server.url);
  const pid = Number((await readFile(join(directory, 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[0]);
  process.kill(pid, 'SIGKILL');
  assert.match(await reason.promise, /PostgreSQL could not go on/);
  await server.stop();

  const next = await start();
  assert.equal(await count(next.url), before);
  await next.stop();
});

test('a lock file whose pid now belongs to another program does not hinder the start', async () => {
  await writeFile(join(directory, 'cluster', 'postmaster.pid'), `${process.pid}\n${directory}/cluster\n`);
  const server = await start();
  await server.stop();
});

test('data of a newer PostgreSQL is refused', async () => {
  const file = join(directory, 'cluster', 'PG_VERSION');
  const own = await readFile(file, 'utf8');
  await writeFile(file, '99\n');
  await assert.rejects(start(), /belongs to a newer version of Throughline/);
  await writeFile(file, own);
});

function start(messages: string[] = []): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({ directory, log: (message) => messages.push(message) });
}

async function startInChild(): Promise<{ child: ChildProcess; url: string }> {
  const module = JSON.stringify(fileURLToPath(new URL('./embedded-postgres.ts', import.meta.url)));
  const script = `
    const { startEmbeddedPostgres } = await import(${module});
    const server = await startEmbeddedPostgres({ directory: ${JSON.stringify(directory)}, log: () => {} });
    console.log(server.url);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(child);
  const [output] = await once(child.stdout, 'data');
  return { child, url: String(output).trim() };
}

async function execute(url: string, statements: string): Promise<void> {
  const sql = openDatabase(url, { max: 1, applicationName: 'test' });
  await sql.unsafe(statements);
  await sql.end();
}

async function count(url: string): Promise<number> {
  const sql = openDatabase(url, { max: 1, applicationName: 'test' });
  const rows = await sql<{ n: number }[]>`select count(*) as n from kept`;
  await sql.end();
  return rows[0]?.n ?? -1;
}
