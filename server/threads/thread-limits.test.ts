import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

const limits = JSON.stringify(new URL('./thread-limits.ts', import.meta.url).href);

/** Makes much garbage and tells how large its young generation has become, in MB. */
const thread = `
  const { getHeapSpaceStatistics } = require('node:v8');
  for (let kept = [], made = 0; made < 2e6; made++) {
    kept.push({ made });
    if (kept.length > 2e5) kept = [];
  }
  console.log(getHeapSpaceStatistics().find((space) => space.space_name === 'new_space').space_size / 1024 / 1024);`;

const main = `
  import { Worker } from 'node:worker_threads';
  import { threadLimits } from ${limits};
  new Worker(${JSON.stringify(thread)}, { eval: true, execArgv: [], resourceLimits: threadLimits() });`;

test('a thread has a young generation of its own, however short the command line keeps that of the main thread', () => {
  const parameters = ['--max-semi-space-size=4', '--input-type=module', '--eval', main];
  const { stdout, stderr } = spawnSync(process.execPath, parameters, { encoding: 'utf8' });
  assert.ok(Number(stdout) >= 24, `${stdout} ${stderr}`);
});
