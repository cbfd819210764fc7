import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { clickhouseServerVariable } from '#test/clickhouse.ts';
import { createTestDatabase, type TestDatabase } from '#test/database.ts';

let folder: string;
/** In use by another Throughline, as it seems, so that a start waits for as long as a case needs. */
let taken: TestDatabase;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'throughline-main-'));
  taken = await createTestDatabase();
  const holder = await taken.sql.reserve();
  await holder`select pg_advisory_lock(7417, 1)`;
  holder.release();
});
after(async () => {
  await taken.drop();
  await rm(folder, { recursive: true, force: true });
});

function waitingStart(directory: string, by: readonly string[] = []) {
  const variables = {
    THROUGHLINE_DATA: join(folder, directory),
    DATABASE_URL: taken.url,
    CLICKHOUSE_URL: process.env[clickhouseServerVariable],
  };
  return start(variables, by);
}

async function untilItWaits(): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt++) {
    const claims = await taken.sql`select from pg_stat_activity
      where datname = current_database() and application_name = 'throughline-claim'`;
    if (claims.length > 0) return;
    await sleep(50);
  }
  assert.fail('It does not come to where it waits for the database');
}

/** `by`: the program that starts it, and that program's parameters before the command. */
function start(
  variables: NodeJS.ProcessEnv,
  by: readonly string[] = [],
): { child: ChildProcess; said: (text: RegExp) => Promise<string> } {
  const [program = '', ...parameters] = [...by, process.execPath, fileURLToPath(new URL('main.ts', import.meta.url))];
  const child = spawn(program, parameters, {
    env: { PATH: process.env['PATH'], PORT: '0', THROUGHLINE_DEMO: 'off', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const heard = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      for (const hear of heard) hear();
    });
  }
  const said = (text: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => text.test(output) && resolve(output);
      heard.add(look);
      child.on('close', () => reject(new Error(`It ended and said only: ${output}`)));
      look();
    });
  return { child, said };
}

test('a ctrl-C that is heard twice is one; a later one ends at once, as the first one says', {
  timeout: 30_000,
}, async () => {
  const { child, said } = waitingStart('data');
  const closed = once(child, 'close');
  await untilItWaits();
  child.kill('SIGINT');
  await said(/Stopping \.\.\. \(ctrl-C again ends at once\)/);
  child.kill('SIGINT');
  await sleep(700);
  assert.equal(child.exitCode, null);
  child.kill('SIGINT');
  assert.deepEqual(await closed, [130, null]);
});

test('a killed npm takes the platform along', { timeout: 30_000 }, async () => {
  const npm = waitingStart('orphaned', ['sh', '-c', 'npm_lifecycle_event=start "$@" & echo "server $!"; wait', 'npm']);
  await untilItWaits();
  npm.child.kill('SIGKILL');
  const output = await npm.said(/Stopping/);
  process.kill(Number(/server (\d+)/.exec(output)?.[1]), 'SIGKILL');
});

test('whoever reads the output may go away: the platform stays, and still stops when asked', {
  timeout: 30_000,
}, async () => {
  const { child, said } = waitingStart('unread');
  const closed = once(child, 'exit');
  await said(/Throughline/);
  child.stdout?.destroy();
  child.stderr?.destroy();
  await untilItWaits();
  child.kill('SIGINT');
  await sleep(700);
  assert.equal(child.exitCode, null);
  child.kill('SIGINT');
  assert.deepEqual(await closed, [130, null]);
});

test('a data directory that cannot be written gives one sentence and no stack', { timeout: 30_000 }, async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  for (const directory of [file, join(file, 'data')]) {
    const { child, said } = start({ THROUGHLINE_DATA: directory });
    const closed = once(child, 'close');
    const output = await said(
      new RegExp(`Throughline cannot write to ${directory} \\(\\w+\\)\\. .*THROUGHLINE_DATA.*\\n`),
    );
    assert.doesNotMatch(output, /stack|\n {4}at /);
    assert.deepEqual(await closed, [1, null]);
  }
});
