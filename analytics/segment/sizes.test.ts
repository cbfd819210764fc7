import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { openShopReports } from '#test/shop-reports.ts';

let shop: Awaited<ReturnType<typeof openShopReports>>;
before(async () => {
  shop = await openShopReports();
});
after(() => shop.drop());

test("segments are as large as people's own documents say, merged or not", () =>
  shop.each(async (people, reports, workspace) => {
    const members = people.people.flatMap((state) => Object.keys(state.memberships));
    const wanted = new Map([...Map.groupBy(members, (id) => id)].map(([id, found]) => [id, found.length]));
    assert.deepEqual(new Map(await reports.segmentSizes(workspace)), wanted);
  }, 6));
