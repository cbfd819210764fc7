import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { differencesOf } from './differences.ts';
import { fitPersonas } from './fit.ts';
import { keepIds } from './keep-ids.ts';
import { nearest, scaleOf, standardise } from './scale.ts';
import { silhouette } from './silhouette.ts';

/** Points around some places, in an order that mixes them. */
function around(places: readonly (readonly number[])[], each: number): number[][] {
  return Array.from({ length: places.length * each }, (_, index) => {
    const place = places[index % places.length] ?? [];
    return place.map((value, at) => value + (at < 2 ? 0.3 * Math.sin(index * 12.9898 + at * 78.233) : 0));
  });
}

describe('telling customers apart', () => {
  const places = [
    [0, 0, 7, 1],
    [9, 0, 7, 1],
    [0, 9, 7, 1],
    [9, 9, 7, 1],
  ];
  const vectors = around(places, 60);

  it('finds as many kinds as there are, the same each time', () => {
    const fitted = fitPersonas(vectors, 1);
    assert.equal(fitted.centres.length, 4);
    assert.ok(fitted.silhouette > 0.5);
    assert.deepEqual(fitPersonas(vectors, 1), fitted);
    const assigned = vectors.map((vector) => nearest(fitted.centres, standardise(fitted.scale, vector)));
    for (const [index, cluster] of assigned.entries()) assert.equal(cluster, assigned[index % 4]);
    assert.equal(fitted.scale.deviation[3], 0, 'what all have in common tells nobody apart');
  });

  it('keeps what a kind is called while it is found again, and never calls two the same', () => {
    const centres = [
      [1, 1],
      [-1, 1],
      [0, -2],
    ];
    const known = [
      { id: 'persona-1', centre: [-1.1, 0.9] },
      { id: 'persona-2', centre: [1.2, 1] },
      { id: 'persona-3', centre: [40, 40] },
    ];
    assert.deepEqual(
      keepIds(centres, known, (centre) => centre, 4),
      ['persona-2', 'persona-1', 'persona-4'],
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 })), { maxLength: 8 }),
        (some) => {
          const ids = keepIds(some, known, (centre) => centre, 4);
          assert.equal(new Set(ids).size, some.length);
        },
      ),
    );
  });

  it('measures how well clusters are told apart as Rousseeuw does', () => {
    const points = [[0], [1], [10], [12]];
    const of = (a: number, b: number) => (b - a) / Math.max(a, b);
    const expected = (of(1, 11) + of(1, 10) + of(2, 9.5) + of(2, 11.5)) / 4;
    assert.ok(Math.abs(silhouette(points, [0, 0, 1, 1], 2) - expected) < 1e-12);
    assert.equal(silhouette([[0], [0]], [0, 1], 2), 0, 'who is alone says nothing');
  });

  it('lets nobody be further than three deviations away', () => {
    const scale = scaleOf([...around([[0]], 400), [1_000]]);
    assert.deepEqual(standardise(scale, [1_000]), [3]);
  });

  it('names the differences that are seen, and one in any case', () => {
    const centre = [0.1, -1.2, 0.4, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    assert.deepEqual(differencesOf(centre), [
      { feature: 'orders', deviation: -1.2 },
      { feature: 'value', deviation: 0.4 },
    ]);
    assert.equal(differencesOf(centre.map(() => 0)).length, 1);
  });
});
