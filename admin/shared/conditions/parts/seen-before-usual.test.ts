import assert from 'node:assert/strict';
import test from 'node:test';
import { seenBeforeUsual } from './seen-before-usual.ts';

test('what was seen comes first, in the usual spelling where there is one', () => {
  const usual = [
    { value: 'iOS', label: 'iOS' },
    { value: 'GB', label: 'United Kingdom (GB)' },
  ];
  assert.deepEqual(seenBeforeUsual(['united kingdom', 'gb', 'xk', 'köln-süd', '上海'], usual), [
    { value: 'United Kingdom', label: 'United Kingdom' },
    { value: 'GB', label: 'United Kingdom (GB)' },
    { value: 'XK', label: 'XK' },
    { value: 'Köln-Süd', label: 'Köln-Süd' },
    { value: '上海', label: '上海' },
    { value: 'iOS', label: 'iOS' },
  ]);
});
