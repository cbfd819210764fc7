import assert from 'node:assert/strict';
import test from 'node:test';
import { frequency } from '#contracts/segment/frequency.ts';
import { timeWindow } from '#contracts/segment/window.ts';
import { calendarKeys, keyOf, windowOfFrequency, windowOfKey, withWindow } from './time-window.ts';

test('a window that is chosen is the one that is shown, and the contract takes it', () => {
  for (const key of ['sliding', ...calendarKeys] as const) {
    const window = windowOfKey(key, undefined);
    assert.equal(keyOf(window), key);
    assert(timeWindow.safeParse(window).success, key);
  }
  assert.equal(windowOfKey('ever', { type: 'sliding', days: 3 }), undefined);
  assert.deepEqual(windowOfKey('sliding', { type: 'sliding', days: 3 }), { type: 'sliding', days: 3 });
});

test('a frequency keeps its window, whichever it is', () => {
  const often = { comparison: 'at_least', times: 2 } as const;
  for (const key of ['ever', 'sliding', ...calendarKeys] as const) {
    const written = withWindow(often, windowOfKey(key, undefined));
    assert.equal(keyOf(windowOfFrequency(written)), key);
    assert(frequency.safeParse(written).success, key);
  }
});
