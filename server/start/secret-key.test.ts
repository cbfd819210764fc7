import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { accountKey } from './secret-key.ts';

let directory: string;
before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'throughline-key-'));
});
after(() => rm(directory, { recursive: true, force: true }));

test('a key that did not fit on the disk does not stand in the way of the next start', async () => {
  const source = `
    process.on('SIGXFSZ', () => {});
    const { accountKey } = await import(${JSON.stringify(import.meta.resolve('./secret-key.ts'))});
    await accountKey(${JSON.stringify(directory)});
  `;
  // A file-size limit of nothing fails each write, as a full disk does.
  const { status, stderr } = spawnSync(
    'sh',
    ['-c', 'ulimit -f 0 && exec "$0" --input-type=module --eval "$1"', process.execPath, source],
    { encoding: 'utf8' },
  );
  assert.notEqual(status, 0);
  assert.match(stderr, /EFBIG/);

  const key = await accountKey(directory, undefined);
  assert.equal(key.length, 32);
  assert.deepEqual(await accountKey(directory, undefined), key);
  assert.equal((await stat(join(directory, 'secret-key'))).mode & 0o777, 0o600);
  assert.deepEqual(await readdir(directory), ['secret-key']);
});
