import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { root } from './repository.ts';

// One thread per compiler, because two of them run side by side: several threads of one do a third of the work twice.
const typescript = ['node_modules/typescript/bin/tsc', '--singleThreaded'];

/** The longest first, so that at the end no core waits for one of them. */
const checks = [
  { name: 'types of the admin app', parameters: [...typescript, '-p', 'admin'], needs: 'admin/tsconfig.json' },
  { name: 'types', parameters: [...typescript, '-p', '.'] },
  {
    name: 'lint and format',
    parameters: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'],
  },
  { name: 'dead exports', parameters: ['node_modules/knip/bin/knip.js', '--no-progress'] },
  { name: 'file sizes', parameters: ['scripts/size-report.ts'] },
  { name: 'boundaries', parameters: ['scripts/check-boundaries.ts'] },
];

const atOnce = 2;

const waiting = checks.filter(({ needs }) => needs === undefined || existsSync(join(root, needs)));
const failed: string[] = [];
await Promise.all(Array.from({ length: atOnce }, runInTurn));
if (failed.length > 0) {
  console.error(`\nFailed: ${failed.join(', ')}. "npm run format" mends what can be mended by itself.`);
  process.exitCode = 1;
}

async function runInTurn(): Promise<void> {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await run(next.name, next.parameters);
}

/** What it says is printed when it has ended, so that two do not talk at the same time. */
async function run(name: string, parameters: readonly string[]): Promise<void> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, parameters, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(output);
  process.stderr.write(errors);
  console.log(`${code === 0 ? '✔' : '✖'} ${name} (${seconds} s)`);
  if (code !== 0) failed.push(name);
}
