import { join, relative } from 'node:path';
import { finished } from 'node:stream/promises';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { parseArgs } from 'node:util';
import { listFiles, pureRooms, root, runNode } from './repository.ts';

// `npm test`: checks, then every test file. `npm test -- file.test.ts ...`: those files alone. `--browser`: the browser tests.
// `--agreement`: both evaluators of segments over a hundred thousand generated cases, about five minutes.
const { values, positionals } = parseArgs({
  options: { browser: { type: 'boolean', default: false }, agreement: { type: 'boolean', default: false } },
  allowPositionals: true,
});
/** Every test file is a process that loads much of the same source: compiled once, a start takes half the time. */
const compiled = join(root, 'node_modules', '.cache', 'compiled');
/** Rooms whose files take longest come first, so that at the end no core waits for a long one. */
const longestRooms = ['scripts', 'test', 'flow', 'demo', 'cli', 'server', 'components', 'analytics', 'channels'];

const everything = !values.browser && !values.agreement && positionals.length === 0;
const checks = everything ? runNode(['scripts/check.ts']) : 0;
const passed = await runTests(positionals.length > 0 ? positionals : findTests());
process.exitCode = checks || (passed ? 0 : 1);

function findTests(): string[] {
  if (values.agreement) return listFiles('*/segment/agreement.test.ts');
  const files = listFiles('**/*.test.ts').filter((file) => file.startsWith('test/browser/') === values.browser);
  return files.filter((file) => !pureRooms.includes(roomOf(file))).toSorted((a, b) => rank(a) - rank(b));
}

function rank(file: string): number {
  const place = longestRooms.indexOf(roomOf(file));
  return place < 0 ? longestRooms.length : place;
}

function roomOf(file: string): string {
  return file.split('/')[0] ?? '';
}

/** In the order given; `node --test` itself would sort them by name. */
async function runTests(files: string[]): Promise<boolean> {
  if (files.length === 0) {
    console.log('There is no such test.');
    return values.browser;
  }
  if (values.agreement) {
    process.env.SEGMENT_BATCHES ??= '80';
    process.env.SEGMENT_CASES ??= '6000';
  }
  process.env.NODE_COMPILE_CACHE ??= compiled;
  const options = {
    files,
    cwd: root,
    concurrency: values.browser ? 1 : 2,
    timeout: values.agreement ? 3_600_000 : 300_000,
    globalSetupPath: join(root, 'test', 'setup.ts'),
  };
  const tests = run(options);
  let success = false;
  const seconds = new Map<string, number>();
  tests.on('test:summary', ({ file, duration_ms: milliseconds, success: passed }) => {
    if (file === undefined) success = passed;
    else seconds.set(relative(root, file), milliseconds / 1_000);
  });
  const report = tests.compose(new spec());
  report.pipe(process.stdout);
  await finished(report);
  const slowest = [...seconds].toSorted((a, b) => b[1] - a[1]).slice(0, 10);
  console.log(`Slowest: ${slowest.map(([file, took]) => `${file} ${took.toFixed(1)} s`).join(', ')}`);
  return success;
}
