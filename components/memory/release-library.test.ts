import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import test from 'node:test';
import { releaseLibrary } from './release-library.ts';

test('pages of a program go back to the system and come again when they are needed', {
  skip: process.platform !== 'linux' && 'the system does not say which pages of a file are resident',
}, async () => {
  const program = basename(process.execPath);
  const before = await residentKilobytes(program);
  await releaseLibrary(program);
  const after = await residentKilobytes(program);
  assert.ok(after < before * 0.7, `${before} kB before, ${after} kB after`);
  assert.equal(JSON.stringify({ text: '蛋'.normalize('NFC') }), '{"text":"蛋"}');
});

test('a library that is not loaded has no pages', async () => {
  await releaseLibrary('libnowhere.so');
});

async function residentKilobytes(fileName: string): Promise<number> {
  const entries = (await readFile('/proc/self/smaps', 'utf8')).split(/\n(?=[0-9a-f]+-[0-9a-f]+ )/);
  const own = entries.filter((entry) => entry.split('\n', 1)[0]?.endsWith(`/${fileName}`));
  return own.reduce((sum, entry) => sum + Number(/^Rss: +(\d+) kB$/m.exec(entry)?.[1]), 0);
}
