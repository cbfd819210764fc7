import fc from 'fast-check';
import type { RfmBoundaries } from '#contracts/rfm.ts';
import type { LeafCondition } from '#contracts/segment.ts';
import { days } from '#core/duration.ts';
import { propertyHolds } from '#core/segment/property-test.ts';
import type { TestedKind } from './kind.ts';
import { propertyTests } from './property.ts';
import { toldOf } from './told.ts';

type Tested<Type extends LeafCondition['type']> = TestedKind<Extract<LeafCondition, { type: Type }>>;

/** Two boundaries are equal: a fifth is empty. */
export const boundaries: RfmBoundaries = {
  version: 1,
  computedAt: '2026-03-01T00:00:00.000Z',
  customers: 100,
  recencyDays: [1, 2, 2, 4],
  frequency: [1, 2, 2, 3],
  monetary: [0, 10, 20.5, 100],
};

const score = fc.constantFrom<1 | 2 | 3 | 4 | 5>(1, 2, 3, 4, 5);

export const rfm: Tested<'rfm'> = {
  arbitrary: fc
    .array(
      fc.record({ recency: score, frequency: score, monetary: score }, { requiredKeys: ['recency', 'frequency'] }),
      {
        minLength: 6,
        maxLength: 12,
      },
    )
    .map((cells) => ({ type: 'rfm' as const, cells })),
  label: () => 'cells',
  holds: ({ cells }, history, { now, settings }) => {
    const orders = toldOf(history).orders;
    if (settings.rfm === undefined || orders === undefined || orders.count === 0 || orders.lastAt === undefined)
      return false;
    const away = Math.max(0, now - orders.lastAt);
    const recency = [4, 2, 2, 1].findIndex((least) => away >= days(least));
    const found = {
      recency: recency === -1 ? 5 : [1, 2, 2, 4][recency],
      frequency: [5, 4, 2, 1][[3, 2, 1, 0].findIndex((least) => orders.count >= least)],
      monetary: [5, 4, 3, 2, 1][
        [100, 20.5, 10, 0, Number.NEGATIVE_INFINITY].findIndex((least) => orders.value >= least)
      ],
    };
    return cells.some(
      (cell) =>
        cell.recency === found.recency &&
        cell.frequency === found.frequency &&
        [undefined, found.monetary].includes(cell.monetary),
    );
  },
  edges: (_, history) =>
    history.flatMap((entry) => {
      const lastAt = entry.type === 'told' ? entry.told.orders?.lastAt : undefined;
      return lastAt === undefined ? [] : [1, 2, 4].map((count) => lastAt + days(count));
    }),
};

export const company: Tested<'company'> = {
  arbitrary: fc
    .record({
      companies: fc.constantFrom(undefined, undefined, ['acme'], ['umbrella', 'initech']),
      where: fc.array(propertyTests, { maxLength: 2 }),
    })
    .map(({ companies, where }) => ({
      ...{ type: 'company' as const, where },
      ...(companies !== undefined && { companies: [...companies] }),
    })),
  label: ({ companies }) => (companies === undefined ? 'any' : 'named'),
  holds: ({ companies, where }, history) =>
    Object.entries(toldOf(history).companies ?? {}).some(([id, { joinedAt, leftAt = 0, picture }]) => {
      if (joinedAt < leftAt || companies?.includes(id) === false) return false;
      return where.every((test) => propertyHolds(test, picture.traits));
    }),
  edges: () => [],
};
