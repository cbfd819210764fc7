import assert from 'node:assert/strict';
import test from 'node:test';
import { createHookLimits } from './hook-limits.ts';

test('who proves nothing waits, a source takes what a large shop sends, and time heals both', () => {
  let now = 0;
  const limits = createHookLimits(() => now);
  for (let call = 0; call < 1_000; call++) limits.takeOfSource('shop');
  assert.throws(() => limits.takeOfSource('shop'), { code: 'rate_limited' });
  limits.takeOfSource('another');
  for (let call = 0; call < 30; call++) {
    limits.requirePatience('10.0.0.1');
    limits.refused('10.0.0.1');
  }
  limits.refused('10.0.0.1');
  assert.throws(() => limits.requirePatience('10.0.0.1'), { code: 'rate_limited' });
  limits.requirePatience('10.0.0.2');
  now = 60_000;
  limits.takeOfSource('shop');
  limits.requirePatience('10.0.0.1');
});
