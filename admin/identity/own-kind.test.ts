import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultIdentitySettings, type IdentityRule } from '#contracts/identity-rule.ts';
import { isOwnKind, renamedKind, withNewKind } from './own-kind.ts';

test('an own kind stays one while its name is typed, stands before devices, and takes its suggested place along', () => {
  const { kinds, place } = withNewKind(defaultIdentitySettings.kinds, 'Own kind');
  const added = kinds[place];
  assert.ok(added);
  assert.equal(kinds[place + 1]?.kind, 'deviceToken');

  let typed: IdentityRule = added;
  for (const kind of ['', 'e', 'email', 'emailHash']) {
    typed = { ...typed, ...renamedKind(typed, kind) };
    assert.ok(isOwnKind(typed), kind);
  }
  assert.deepEqual({ kind: typed.kind, sources: typed.sources }, { kind: 'emailHash', sources: ['traits.emailHash'] });
  assert.deepEqual(renamedKind({ ...added, sources: ['traits.card'] }, 'member'), { kind: 'member' });
  assert.deepEqual(kinds.filter(isOwnKind), [added]);
});
