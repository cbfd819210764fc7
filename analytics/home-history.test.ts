import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import type { Fact } from '#contracts/fact.ts';
import { openShopReports } from '#test/shop-reports.ts';
import { stepHoursOf } from './home-history.ts';

let shop: Awaited<ReturnType<typeof openShopReports>>;
before(async () => {
  shop = await openShopReports();
});
after(() => shop.drop());

const hour = 3_600_000;

function measureOf(fact: Fact): 'sent' | 'heldBack' | 'attributedOrders' | undefined {
  if (fact.type === 'decision') return fact.outcome === 'held_back' ? 'heldBack' : undefined;
  if (fact.type === 'order')
    return !fact.imported && fact.value >= 0 && fact.delivery !== '' ? 'attributedOrders' : undefined;
  if (fact.type !== 'message') return undefined;
  if (fact.kind === 'handed_over') return 'sent';
  return ['held_back', 'expired', 'cancelled'].includes(fact.kind) ? 'heldBack' : undefined;
}

test('every step of a period counts the facts of its time, also where there are none', () =>
  shop.each(async (people, reports, workspace) => {
    for (const hours of [1, 24, 168, 720]) {
      const { history } = await reports.home(workspace, hours);
      const length = stepHoursOf(hours) * hour;
      const until = (Math.floor(people.now / hour) + 1) * hour;
      const steps = Math.ceil(hours / stepHoursOf(hours));
      const wanted = Array.from({ length: steps }, (_, index) => ({
        from: until - (steps - index) * length,
        sent: 0,
        heldBack: 0,
        attributedOrders: 0,
      }));
      for (const { fact } of people.facts) {
        const measure = measureOf(fact);
        const at = wanted.find(({ from }) => fact.at >= from && fact.at < from + length);
        if (measure !== undefined && at !== undefined) at[measure] += 1;
      }
      assert.deepEqual(history, {
        stepHours: stepHoursOf(hours),
        steps: wanted.map((one) => ({ ...one, from: new Date(one.from).toISOString() })),
      });
    }
  }));
