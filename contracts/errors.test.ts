import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { errors } from './errors.ts';

test('docs/errors.md lists exactly the errors of the registry', async () => {
  const docs = await readFile(new URL('../docs/errors.md', import.meta.url), 'utf8');
  const listed = docs.split('\n').filter((line) => line.startsWith('| `'));
  const registered = Object.entries(errors).map(
    ([code, { status, retryable, message }]) =>
      `| \`${code}\` | ${status} | ${retryable ? 'yes' : 'no'} | ${message} |`,
  );
  assert.deepEqual(listed, registered);
});
