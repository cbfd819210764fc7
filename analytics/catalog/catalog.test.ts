import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { insertRows } from '#components/clickhouse/client.ts';
import { catalog } from '#contracts/api/catalog.ts';
import { stableUuid } from '#core/stable-id.ts';
import { origin } from '#test/segment/origin.ts';
import { factWriter } from '#test/segment/segment-facts.ts';
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

test('places, devices and companies that were seen are suggested, and no place of one person alone', () =>
  shop.each(async (_, reports) => {
    const workspace = 900;
    const { rows, pictured } = factWriter(workspace);
    const german = { place: { country: 'Germany', city: 'Köln' }, device: { os: 'iOS' } };
    for (const [index, told] of [german, german, { place: { country: 'Monaco' } }].entries())
      pictured(stableUuid(`seen ${index}`), 1, {}, { told });
    await insertRows(shop.clickhouse.client, 'profile_fact', rows.profile_fact);
    const company = (id: string, traits: object, revision: number, deleted: 0 | 1 = 0) => ({
      ...{ workspace, lane: 0, commit: 1, ordinal: revision, profile: stableUuid(id), company: id, revision, deleted },
      ...{ traits: JSON.stringify(traits), first_seen_at: origin, updated_at: origin, search: '' },
    });
    await insertRows(shop.clickhouse.client, 'company_fact', [
      company('acme', { name: 'Acme', industry: 'Toys' }, 1),
      company('initech', { industry: 'Toys' }, 2),
      company('gone', { name: 'Gone' }, 3, 1),
    ]);
    const { whereabouts, companies, companyTraits } = await reports.catalog(workspace);
    assert.partialDeepStrictEqual(whereabouts, { country: ['germany'], city: ['köln'], os: ['ios'], app: [] });
    assert.equal(whereabouts.country.length, 1);
    assert.deepEqual(companies, [
      { id: 'acme', name: 'Acme' },
      { id: 'initech', name: 'initech' },
    ]);
    assert.deepEqual(companyTraits, [
      { name: 'industry', type: 'text', examples: ['Toys'] },
      { name: 'name', type: 'text', examples: [] },
    ]);
  }, 1));
