import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { cellsOfGroup, type RfmBoundaries, rfmBoundaries, rfmGroups } from '#contracts/rfm.ts';
import { isInCells, nextRfmChange, rfmScoreOf } from './score.ts';

const day = 86_400_000;
const boundaries: RfmBoundaries = {
  version: 1,
  computedAt: '2026-01-01T00:00:00.000Z',
  customers: 100,
  recencyDays: [10, 30, 90, 180],
  frequency: [2, 2, 3, 6],
  monetary: [50.01, 100.01, 200.01, 900.01],
};

const ascending = (most: number) =>
  fc
    .array(fc.integer({ min: 1, max: most }), { minLength: 4, maxLength: 4 })
    .map((values) => values.sort((a, b) => a - b));
const anyBoundaries = fc
  .record({ recencyDays: ascending(400), frequency: ascending(30), monetary: ascending(2_000) })
  .map((some): RfmBoundaries => ({ ...boundaries, ...some }));
const orders = fc.record({
  count: fc.integer({ min: 1, max: 40 }),
  value: fc.integer({ min: -10_000, max: 300_000 }).map((cents) => cents / 100),
  lastAt: fc.integer({ min: -500 * day, max: day }),
});

describe('RFM', () => {
  it('scores from 1, the lowest fifth, to 5, the best', () => {
    const at = (days: number, count: number, value: number) =>
      rfmScoreOf(boundaries, { count, value, lastAt: -days * day }, 0);
    assert.deepEqual(at(9.9, 6, 900.01), { recency: 5, frequency: 5, monetary: 5 });
    assert.deepEqual(at(10, 5, 900), { recency: 4, frequency: 4, monetary: 4 });
    assert.deepEqual(at(180, 1, 50), { recency: 1, frequency: 1, monetary: 1 });
    assert.equal(at(0, 2, 0)?.frequency, 3, 'the fifth between equal boundaries is empty');
    assert.equal(at(0, 1, -20)?.monetary, 1, 'whoever got back more than she paid is in the lowest fifth');
  });

  it('scores nobody without an order', () => {
    assert.equal(rfmScoreOf(boundaries, { count: 0, value: -5 }, 0), undefined);
    assert.equal(nextRfmChange(boundaries, { count: 0, value: 0 }, 0), undefined);
    assert.equal(isInCells(undefined, [{ recency: 1, frequency: 1 }]), false);
  });

  it('changes at the instant that is told, and at none before', () => {
    fc.assert(
      fc.property(anyBoundaries, orders, fc.integer({ min: 0, max: 500 * day }), (some, summary, now) => {
        const score = rfmScoreOf(some, summary, now);
        const next = nextRfmChange(some, summary, now);
        const probe = next ?? now + 1_000 * day;
        assert.deepEqual(rfmScoreOf(some, summary, probe - 1), score);
        if (next === undefined) assert.deepEqual(rfmScoreOf(some, summary, probe), score);
        else {
          assert.ok(next > now);
          assert.ok((rfmScoreOf(some, summary, next)?.recency ?? 0) < (score?.recency ?? 0));
        }
      }),
    );
  });

  it('has each square of the grid in one group', () => {
    const cells = rfmGroups.flatMap((group) =>
      cellsOfGroup(group).map(({ recency, frequency }) => `${recency}${frequency}`),
    );
    assert.equal(cells.length, 25);
    assert.equal(new Set(cells).size, 25);
    assert.ok(isInCells({ recency: 5, frequency: 5, monetary: 1 }, cellsOfGroup('champions')));
    assert.ok(!isInCells({ recency: 5, frequency: 5, monetary: 1 }, [{ recency: 5, frequency: 5, monetary: 2 }]));
  });

  it('takes ascending boundaries only', () => {
    assert.ok(rfmBoundaries.safeParse(boundaries).success);
    assert.ok(!rfmBoundaries.safeParse({ ...boundaries, frequency: [3, 2, 4, 5] }).success);
  });
});
