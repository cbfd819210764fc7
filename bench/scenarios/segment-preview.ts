import { samplePeople } from '#analytics/segment/people-sample.ts';
import { previewSegment } from '#analytics/segment/preview.ts';
import { startChdb } from '#components/clickhouse/chdb-process.ts';
import { openClickhouse } from '#components/clickhouse/client.ts';
import { migrateClickhouse } from '#components/clickhouse/schema.ts';
import type { PropertyTest } from '#contracts/condition.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import { defaultSettings } from '#contracts/settings.ts';
import { type Figure, figureOf } from '../figure.ts';
import { fillFacts } from '../load/fill-facts.ts';
import type { Scenario, ScenarioContext } from '../scenario.ts';

const name = 'segment-preview';
const segments = 5;
const comparedWith = ['segment-4', 'segment-3', 'segment-2'];
const target = { comparison: 'below', value: 300 } as const;

/** What the builder asks while somebody types, of the embedded ClickHouse: an estimate beside three segments, then all. */
export const segmentPreview: Scenario = { name, run };

async function run({ quick, directory, after, progress }: ScenarioContext): Promise<readonly Figure[]> {
  const sizes = quick ? { people: 100_000, events: 1_500_000 } : { people: 1_000_000, events: 10_000_000 };
  const rounds = quick ? 3 : 15;
  const chdb = await startChdb({ directory: `${directory}/clickhouse` });
  after(chdb.stop);
  const client = openClickhouse(chdb.url, { requestTimeoutMilliseconds: 600_000 });
  after(() => client.close());
  await migrateClickhouse(client);
  await fillFacts(client, { ...sizes, segments }, progress);
  const among = await samplePeople(client, 1);
  if (among === undefined) throw new Error('So few people are counted at once');
  progress('facts are in place');

  const asked = { now: Date.now(), settings: defaultSettings, referenced: new Map() };
  const milliseconds = async (condition: SegmentCondition, options: Parameters<typeof previewSegment>[4]) => {
    const startedAt = performance.now();
    await previewSegment(client, 1, condition, asked, options);
    return performance.now() - startedAt;
  };
  const conditions =
    `${sizes.events.toLocaleString('en')} events of ${sizes.people.toLocaleString('en')} people in chDB, one in twenty of whom was ` +
    `two before; the question alone, without names; estimate: of ${(among.share * 100).toFixed(1)} % of the people, with the ` +
    'overlap with three segments; exact: everybody, without overlap';
  const figures: Figure[] = [];
  for (const [shape, condition] of Object.entries(shapes)) {
    const estimates: number[] = [];
    const exacts: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      estimates.push(await milliseconds(condition, { among, comparedWith }));
      if (round % 3 === 0) exacts.push(await milliseconds(condition, {}));
    }
    progress(shape);
    figures.push(
      figureOf(name, conditions, { metric: `${shape}, estimate`, unit: 'ms', values: estimates, target }),
      figureOf(name, conditions, { metric: `${shape}, exact`, unit: 'ms', values: exacts, target }),
    );
  }
  return figures;
}

const did = (event: string, times: number, where: PropertyTest[] = [], withinDays?: number): SegmentCondition => ({
  type: 'event',
  match: { event, where },
  frequency: { comparison: 'at_least', times, ...(withinDays !== undefined && { withinDays }) },
});
const inCategory: PropertyTest = { name: 'category', operator: 'equals', value: 'c3' };
const isDear: PropertyTest = { name: 'price', operator: 'greater', value: 150 };
const livesIn: SegmentCondition = { type: 'trait', test: { name: 'city', operator: 'equals', value: 'Berlin' } };

const shapes: { readonly [shape: string]: SegmentCondition } = {
  'a trait': livesIn,
  'an event in 90 days': did('Product Viewed', 2, [], 90),
  'an event with a property': did('Product Viewed', 1, [inCategory]),
  'a sum': {
    ...{ type: 'aggregate', match: { event: 'Order Completed', where: [] }, property: 'price', aggregation: 'sum' },
    ...{ comparison: 'at_least', number: 200 },
  },
  'one after another': {
    type: 'sequence',
    steps: [
      { event: 'Product Viewed', where: [] },
      { event: 'Product Added', where: [] },
    ],
    withinMinutes: 1_440,
  },
  'five conditions': {
    type: 'all',
    conditions: [
      ...[did('Product Viewed', 1, [inCategory]), did('Product Added', 1, [], 90), did('Page Viewed', 1, [], 90)],
      ...[livesIn, { type: 'not', condition: did('Order Completed', 1, [isDear], 365) } as const],
    ],
  },
};
