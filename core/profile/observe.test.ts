import assert from 'node:assert/strict';
import test from 'node:test';
import { builtInIdentityKinds } from '#contracts/identity-rule.ts';
import { addIdentities } from './observe.ts';

test('of each kind a person keeps her newest identities, so that no sender can make her document grow for ever', () => {
  for (const kind of builtInIdentityKinds) {
    let held = addIdentities([], [{ kind: 'userId', value: 'ann' }]);
    for (let n = 0; n < 100; n++) held = addIdentities(held, [{ kind, value: `${kind}-${n}` }]);
    assert.ok(held.length <= 21, `${held.length} of ${kind}`);
    assert.equal(held.at(-1)?.value, `${kind}-99`);
    assert.ok(kind === 'userId' || held.some(({ value }) => value === 'ann'));
  }
});

test('what is known already changes nothing', () => {
  const held = [{ kind: 'email', value: 'ann@example.com' }] as const;
  assert.equal(addIdentities(held, [{ kind: 'email', value: 'ann@example.com' }]), held);
});
