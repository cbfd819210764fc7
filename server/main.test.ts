import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

let folder: string;
/** Takes connections and says nothing, so that a start goes on for as long as a case needs. */
const silent = createServer();

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'throughline-main-'));
  await once(silent.listen(0, '127.0.0.1'), 'listening');
});
after(async () => {
  silent.close();
  await rm(folder, { recursive: true, force: true });
});

function start(variables: NodeJS.ProcessEnv): { child: ChildProcess; said: (text: RegExp) => Promise<string> } {
  const child = spawn(process.execPath, [fileURLToPath(new URL('main.ts', import.meta.url))], {
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

test('a second ctrl-C ends at once, and the first one says so', { timeout: 30_000 }, async () => {
  const address = silent.address();
  assert.ok(address !== null && typeof address !== 'string');
  const { child, said } = start({
    THROUGHLINE_DATA: join(folder, 'data'),
    DATABASE_URL: `postgres://nobody@127.0.0.1:${address.port}/nothing`,
    CLICKHOUSE_URL: `http://127.0.0.1:${address.port}`,
  });
  const connected = once(silent, 'connection');
  const closed = once(child, 'close');
  await connected;
  child.kill('SIGINT');
  await said(/Stopping \.\.\. \(ctrl-C again ends at once\)/);
  child.kill('SIGINT');
  assert.deepEqual(await closed, [130, null]);
});

test('whoever reads the output may go away: the platform stays, and still stops when asked', {
  timeout: 30_000,
}, async () => {
  const address = silent.address();
  assert.ok(address !== null && typeof address !== 'string');
  const { child, said } = start({
    THROUGHLINE_DATA: join(folder, 'unread'),
    DATABASE_URL: `postgres://nobody@127.0.0.1:${address.port}/nothing`,
    CLICKHOUSE_URL: `http://127.0.0.1:${address.port}`,
  });
  const connected = once(silent, 'connection');
  const closed = once(child, 'exit');
  await said(/Throughline/);
  child.stdout?.destroy();
  child.stderr?.destroy();
  await connected;
  child.kill('SIGINT');
  await sleep(500);
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
