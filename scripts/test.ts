import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { listFiles, root, runNode } from './repository.ts';

// `npm test`: checks, then every test file. `npm test -- file.test.ts ...`: those files alone. `--browser`: the browser tests.
// `--agreement`: both evaluators of segments over a hundred thousand generated cases, about five minutes.
const { values, positionals } = parseArgs({
  options: { browser: { type: 'boolean', default: false }, agreement: { type: 'boolean', default: false } },
  allowPositionals: true,
});
/** Every test file is a process that loads much of the same source: compiled once, a start takes half the time. */
const compiled = join(root, 'node_modules', '.cache', 'compiled');

const everything = !values.browser && !values.agreement && positionals.length === 0;
const checks = everything ? runNode(['scripts/check.ts']) : 0;
const tests = runTests(positionals.length > 0 ? positionals : findTests());
process.exitCode = checks || tests;

function findTests(): string[] {
  if (values.agreement) return listFiles('*/segment/agreement.test.ts');
  const files = listFiles('**/*.test.ts').filter((file) => file.startsWith('test/browser/') === values.browser);
  // The whole product under test takes longest: begun first, it does not keep one core waiting at the end.
  return files.toSorted((a, b) => Number(b.startsWith('test/')) - Number(a.startsWith('test/')));
}

function runTests(files: string[]): number {
  if (files.length === 0) {
    console.log('There is no such test.');
    return values.browser ? 0 : 1;
  }
  const concurrency = values.browser ? 1 : 2;
  const options = [
    '--test-global-setup=test/setup.ts',
    `--test-concurrency=${concurrency}`,
    `--test-timeout=${values.agreement ? 3_600_000 : 300_000}`,
  ];
  if (values.agreement) {
    process.env.SEGMENT_BATCHES ??= '80';
    process.env.SEGMENT_CASES ??= '6000';
  }
  process.env.NODE_COMPILE_CACHE ??= compiled;
  return runNode(['--test', ...options, ...files]);
}
