import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { type TimelineItem, timelineItem } from '#contracts/api/timeline.ts';
import { RequestError } from '#contracts/errors.ts';
import type { ProfileId } from '#contracts/identifiers.ts';
import { openShopReports } from '#test/shop-reports.ts';
import type { SimulatedPeople } from '#test/simulated/simulated-people.ts';
import { shopPerson } from '#test/simulated/simulated-shop.ts';

let shop: Awaited<ReturnType<typeof openShopReports>>;
before(async () => {
  shop = await openShopReports();
});
after(() => shop.drop());

/** Every id of hers, found by walking the documents. */
function idsOf(people: SimulatedPeople, profile: ProfileId): ReadonlySet<ProfileId> {
  const today = (id: ProfileId): ProfileId => {
    const winner = people.states.get(id)?.mergedInto;
    return winner === undefined ? id : today(winner);
  };
  return new Set([...people.states.keys()].filter((id) => today(id) === profile));
}

function expected(people: SimulatedPeople, profile: ProfileId): { id: string; at: number; type: string }[] {
  const ids = idsOf(people, profile);
  const shown = people.facts.filter(
    ({ fact }) => ids.has(fact.profile) && !['profile', 'alias', 'merge', 'drop'].includes(fact.type),
  );
  return shown
    .sort((a, b) => b.fact.at - a.fact.at || b.commit - a.commit || b.lane - a.lane || b.ordinal - a.ordinal)
    .map(({ lane, commit, ordinal, fact }) => ({ id: `${lane}-${commit}-${ordinal}`, at: fact.at, type: fact.type }));
}

const plain = (items: readonly TimelineItem[]) => items.map(({ id, at, type }) => ({ id, at: Date.parse(at), type }));

test("a person's timeline has every fact of every id of hers, newest first, page after page", () =>
  shop.each(async (people, reports, workspace) => {
    for (const { profile } of people.people) {
      const wanted = expected(people, profile);
      const found: TimelineItem[] = [];
      let before: string | undefined;
      do {
        const query = { limit: 17, ...(before !== undefined && { before }) };
        const page = await reports.timeline(workspace, profile, query);
        found.push(...page.items);
        before = page.nextCursor ?? undefined;
      } while (before !== undefined);
      assert.deepEqual(plain(found), wanted);
      for (const item of found) timelineItem.parse(item);
    }
  }, 2));

test('of some types, and before an instant', () =>
  shop.each(async (people, reports, workspace) => {
    const [person] = people.people;
    assert.ok(person);
    const wanted = expected(people, person.profile);
    const types = ['order', 'decision'] as const;
    const { items } = await reports.timeline(workspace, person.profile, { limit: 200, types: [...types] });
    assert.deepEqual(
      plain(items),
      wanted.filter(({ type }) => (types as readonly string[]).includes(type)).slice(0, 200),
    );
    const middle = wanted[Math.floor(wanted.length / 2)]?.at ?? people.now;
    const earlier = await reports.timeline(workspace, person.profile, {
      limit: 200,
      before: new Date(middle).toISOString(),
    });
    assert.deepEqual(plain(earlier.items), wanted.filter(({ at }) => at < middle).slice(0, 200));
  }, 1));

test('definitions are called by their names, and what an order is credited to is told', () =>
  shop.each(async (people, reports, workspace) => {
    for (const { profile } of people.people) {
      const { items } = await reports.timeline(workspace, profile, { limit: 200 });
      for (const item of items) {
        if ('journey' in item && item.journey === 'cart') assert.equal(item.journeyName, 'Abandoned cart');
        if ('message' in item && item.message === 'offer') assert.equal(item.messageName, 'Your offer');
        if (item.type === 'membership') assert.equal(item.segmentName.toLowerCase(), item.segment);
        if (item.type !== 'order') continue;
        const fact = people.facts.find(({ lane, commit, ordinal }) => item.id === `${lane}-${commit}-${ordinal}`)?.fact;
        assert.ok(fact?.type === 'order');
        assert.equal(item.attribution?.delivery ?? '', fact.delivery);
        assert.equal(item.value, fact.value);
      }
    }
  }, 1));

test('nobody has an empty timeline, and a foreign cursor is refused', () =>
  shop.each(async (_people, reports, workspace) => {
    const empty = { items: [], nextCursor: null };
    assert.deepEqual(await reports.timeline(workspace, shopPerson(15), { limit: 5 }), empty);
    assert.deepEqual(await reports.timeline(workspace, 'nobody', { limit: 5 }), empty);
    for (const before of ['x', '12', '1.2.3', '2026-99-99', '99999999999999.1.1.1', '1.1.300.1']) {
      await assert.rejects(
        reports.timeline(workspace, shopPerson(1), { limit: 5, before }),
        (error) => error instanceof RequestError && error.code === 'invalid_cursor',
        before,
      );
    }
  }, 1));
