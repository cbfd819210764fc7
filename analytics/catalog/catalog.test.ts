import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { catalog } from '#contracts/api/catalog.ts';
import { openShopReports } from '#test/shop-reports.ts';

let shop: Awaited<ReturnType<typeof openShopReports>>;
before(async () => {
  shop = await openShopReports();
});
after(() => shop.drop());

test('the catalog has every event that was seen, how often and when last, and no personal data', () =>
  shop.each(async (people, reports, workspace) => {
    const events = people.facts.flatMap(({ fact }) => (fact.type === 'event' && fact.kind === 'track' ? [fact] : []));
    const found = catalog.parse(await reports.catalog(workspace));
    const wanted = [...Map.groupBy(events, ({ name }) => name)].map(([name, all]) => ({
      name,
      count: all.length,
      lastSeenAt: new Date(Math.max(...all.map(({ at }) => at))).toISOString(),
    }));
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
    assert.deepEqual(found.events.map(({ properties: _, ...event }) => event).sort(byName), wanted.sort(byName));
    const viewed = found.events.find(({ name }) => name === 'Product Viewed');
    if (viewed)
      assert.deepEqual(
        viewed.properties.map(({ name, type }) => ({ name, type })),
        [
          { name: 'colour', type: 'text' },
          { name: 'sku', type: 'text' },
        ],
      );
    const examples = [...found.traits, ...found.events.flatMap(({ properties }) => properties)].flatMap(
      (field) => field.examples,
    );
    assert.ok(
      examples.every((example) => !/anna|bob|zoë|小龙|@/i.test(example)),
      examples.join(),
    );
  }, 2));
