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
