import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { root } from './repository.ts';

test('the server loads its source without types, in its threads too, and in its places', () => {
  const clone = mkdtempSync(join(tmpdir(), 'throughline-source-'));
  try {
    cpSync(join(root, 'scripts'), join(clone, 'scripts'), { recursive: true });
    mkdirSync(join(clone, 'core'));
    writeFileSync(join(clone, 'core/value.ts'), `export const value: string = new Error('here').stack ?? '';\n`);
    const node = (...parameters: string[]) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, parameters, { cwd: clone, encoding: 'utf8' });
      assert.equal(status, 0, stderr);
      return stdout;
    };
    node('scripts/strip-source.mjs');
    // Whoever reads the source itself fails now.
    writeFileSync(join(clone, 'core/value.ts'), 'enum Unreadable {}\n');
    writeFileSync(
      join(clone, 'core/not-stripped.ts'),
      `export { value } from './value.ts';\nexport type Mine = string;\n`,
    );
    writeFileSync(
      join(clone, 'main.mjs'),
      `import { isMainThread, Worker } from 'node:worker_threads';
       const { value } = await import('./core/not-stripped.ts');
       console.log(isMainThread ? 'main' : 'thread', value.split('\\n')[1]);
       if (isMainThread) new Worker(new URL(import.meta.url));`,
    );
    const lines = node('--import', './scripts/stripped-source.mjs', 'main.mjs').trim().split('\n');
    assert.deepEqual(
      lines.map((line) => line.replace(/ +at .*core/, ' core')),
      ['main core/value.ts:1:30', 'thread core/value.ts:1:30'],
    );
  } finally {
    rmSync(clone, { recursive: true, force: true });
  }
});
