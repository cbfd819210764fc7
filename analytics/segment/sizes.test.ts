import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { queryRows } from '#components/clickhouse/client.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import { openShopReports } from '#test/shop-reports.ts';
import { SimulatedPeople } from '#test/simulated/simulated-people.ts';
import { shopPerson, shop as shopRelease } from '#test/simulated/simulated-shop.ts';
import { membersOfSegments } from './members.ts';
import { segmentChanges } from './size-history.ts';

let shop: Awaited<ReturnType<typeof openShopReports>>;
before(async () => {
  shop = await openShopReports();
});
after(() => shop.drop());

async function changedSinceEver(segment: string, workspace: WorkspaceId): Promise<number> {
  const days = await segmentChanges(shop.clickhouse.client, workspace, segment, { since: 0, zone: 'UTC' });
  return [...days.values()].reduce((sum, { entered, left, joined }) => sum + entered - left - joined, 0);
}

test("segments and what changed them come to what people's own documents say, merged or not", () =>
  shop.each(async (people, reports, workspace) => {
    const members = people.people.flatMap((state) => [...state.memberships.keys()]);
    const wanted = new Map([...Map.groupBy(members, (id) => id)].map(([id, found]) => [id, found.length]));
    assert.deepEqual(new Map(await reports.segmentSizes(workspace)), wanted);
    for (const { id } of shopRelease.source.segments)
      assert.equal(await changedSinceEver(id, workspace), wanted.get(id) ?? 0, id);
  }, 6));

const [winner, middle, loser] = [shopPerson(1), shopPerson(2), shopPerson(3)];
const hour = 60;

function looksTwice(people: SimulatedPeople, who: string): void {
  for (const sku of ['a', 'b']) people.track(who, 'Product Viewed', { sku });
}

/** The winner looked around a day ago, and is about to leave the lively ones. */
function winnerAboutToLeave(): SimulatedPeople {
  const people = new SimulatedPeople(shopRelease);
  looksTwice(people, winner);
  people.wait(20 * hour);
  looksTwice(people, loser);
  return people;
}

async function isLively(people: SimulatedPeople, inside: boolean): Promise<void> {
  const document = people.states.get(winner);
  assert.equal(document?.memberships.has('lively') ?? false, inside);
  await shop.one(people, async (_, reports, workspace) => {
    const { client } = shop.clickhouse;
    const sql = `SELECT person FROM ${membersOfSegments("segment = 'lively'")}`;
    const members = await queryRows<{ person: string }>(client, sql, { workspace });
    assert.deepEqual(members, inside ? [{ person: winner }] : []);
    const size = (await reports.segmentSizes(workspace)).get('lively') ?? 0;
    assert.equal(size, inside ? 1 : 0);
    assert.equal(await changedSinceEver('lively', workspace), size);
  });
}

test('a winner who left between the merge and taking over the loser is inside by what she took over', () => {
  const people = winnerAboutToLeave();
  people.merge(loser, winner);
  people.wait(5 * hour);
  people.forward();
  return isLively(people, true);
});

test('a winner who left what she took over is outside', () => {
  const people = winnerAboutToLeave();
  people.merge(loser, winner);
  people.wait(5 * hour);
  people.forward();
  people.wait(24 * hour);
  return isLively(people, false);
});

test('what a loser had taken over before counts from when the winner takes it over', () => {
  const people = winnerAboutToLeave();
  people.track(middle, 'Cart Emptied', {});
  people.merge(loser, middle);
  people.forward();
  people.wait(5 * hour);
  people.merge(middle, winner);
  people.forward();
  return isLively(people, true);
});

test('what a loser left after she had taken it over comes to nobody', () => {
  const people = winnerAboutToLeave();
  people.track(middle, 'Cart Emptied', {});
  people.merge(loser, middle);
  people.forward();
  people.wait(30 * hour);
  people.merge(middle, winner);
  people.forward();
  return isLively(people, false);
});
