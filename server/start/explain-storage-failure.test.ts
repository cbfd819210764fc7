import assert from 'node:assert/strict';
import test from 'node:test';
import { StartupError } from '#components/startup-error.ts';
import { explainStorageFailure } from './explain-storage-failure.ts';

const failure = (code: string, more: object = {}) => Object.assign(new Error(`${code}: raw`), { code, ...more });
const explain = (error: unknown) => explainStorageFailure(error, '/srv/throughline');

test('a full disk and a folder that cannot be written give one sentence that says what to do', () => {
  for (const code of ['ENOSPC', 'EDQUOT']) {
    const full = explain(failure(code, { syscall: 'write' }));
    assert.ok(full instanceof StartupError);
    assert.equal(full.message, 'The disk that holds /srv/throughline is full. Free some space and start again.');
  }
  for (const [code, words] of [
    // As the embedded ClickHouse 26 answered on a full disk.
    ['243', 'Cannot reserve 96.13 MiB, not enough space. '],
    [
      '75',
      'Cannot write to file /srv/throughline/clickhouse/store/a/data.bin: , errno: 28, strerror: No space left on device',
    ],
    ['53100', 'could not extend file "base/5/1259": No space left on device'],
  ] as const) {
    const full = explain(Object.assign(new Error(words), { code }));
    assert.ok(full instanceof StartupError, words);
    assert.equal(full.message, 'The disk that holds /srv/throughline is full. Free some space and start again.');
  }
  const unopened = new StartupError(
    'ClickHouse could not open its data in /srv/throughline/clickhouse: filesystem error: No space left on device',
  );
  assert.match(String(explain(unopened)), /^StartupError: The disk that holds \/srv\/throughline is full\./);
  for (const path of ['/srv/throughline/secret-key', '/srv/throughline', '/srv']) {
    for (const code of ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST']) {
      const closed = explain(failure(code, { path }));
      assert.ok(closed instanceof StartupError, `${code} ${path}`);
      assert.match(
        closed.message,
        new RegExp(`^Throughline cannot write to ${path} \\(${code}\\)\\. .*THROUGHLINE_DATA`),
      );
    }
  }
});

test('what has another cause stays as it is', () => {
  for (const error of [
    failure('EACCES', { syscall: 'listen' }),
    failure('EACCES', { path: '/usr/bin/setpriv' }),
    failure('EACCES', { path: '/srv/throughline-other/x' }),
    failure('ENOENT', { path: '/srv/throughline/x' }),
    new StartupError('said already'),
    'nothing',
  ]) {
    assert.equal(explain(error), error);
  }
});
