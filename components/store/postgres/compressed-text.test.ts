import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compress, expand } from './compressed-text.ts';

test('what comes back is what was stored, short or long, in any script', () => {
  fc.assert(
    fc.property(
      fc.jsonValue(),
      fc.string({ unit: 'grapheme' }),
      fc.integer({ min: 0, max: 3_000 }),
      (json, word, times) => {
        const text = JSON.stringify([json, `${word}顾客`.repeat(times)]);
        assert.equal(expand(compress(text)), text);
      },
    ),
    { numRuns: 200 },
  );
});

test('a frame of events becomes several times smaller', () => {
  const events = Array.from({ length: 200 }, (_, index) => ({ type: 'track', event: 'Product Viewed', id: index * 7 }));
  const text = JSON.stringify(events);
  assert.ok(compress(text).length * 4 < text.length);
});
