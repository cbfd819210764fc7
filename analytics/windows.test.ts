import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { windowsBefore } from './windows.ts';

test('windows follow each other without a gap, from the asked moment back to the beginning', () => {
  fc.assert(
    fc.property(fc.nat({ max: 2e12 }), fc.nat({ max: 2e12 }), (until, now) => {
      const windows = windowsBefore(until, now);
      assert.equal(windows[0]?.until, until);
      assert.equal(windows.at(-1)?.from, 0);
      for (const [index, window] of windows.entries()) {
        assert.ok(window.from <= window.until);
        if (index > 0) assert.equal(window.until, windows[index - 1]?.from);
      }
    }),
  );
});
