import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { lifecycleFunnelFigures } from '#analytics/lifecycle/funnel.ts';
import { rfmQuintiles } from '#analytics/rfm/boundaries.ts';
import { rfmGrid } from '#analytics/rfm/grid.ts';
import type { ProfileId } from '#contracts/identifiers.ts';
import { lifecycleStages, suggestedLifecycle } from '#contracts/lifecycle.ts';
import type { RfmBoundaries } from '#contracts/rfm.ts';
import { lifecycleSegments } from '#core/profile/lifecycle.ts';
import { compileRelease } from '#core/release.ts';
import { rfmScoreOf } from '#core/rfm/score.ts';
import type { ProfileState } from '#core/state.ts';
import { ordersFile } from '#demo/orders.ts';
import { release } from '../builders.ts';
import { createTestClickhouse, type TestClickhouse } from '../clickhouse.ts';
import { type CountedOrder, countOrders } from './count-orders.ts';
import { tellOrders } from './told-orders.ts';

/**
 * The retailer's orders through the product and through an independent count. THROUGHLINE_TEST_ORDERS names another file of
 * the same shape, such as the whole of the data set.
 */
const file = process.env.THROUGHLINE_TEST_ORDERS ?? ordersFile;

const day = 86_400_000;
const now = Date.parse('2011-12-11T00:00:00Z');
const since = now - 90 * day;
const workspace = 1;

const { source } = release({ settings: { lifecycle: suggestedLifecycle } });
const shop = compileRelease({ ...source, segments: lifecycleSegments(suggestedLifecycle, 1, []) });

let clickhouse: TestClickhouse;
let states: ReadonlyMap<ProfileId, ProfileState>;
let counted: ReadonlyMap<ProfileId, readonly CountedOrder[]>;

before(async () => {
  clickhouse = await createTestClickhouse();
  const told = await tellOrders(file, shop, now);
  await told.insertInto(clickhouse);
  states = told.states;
  counted = await countOrders(file);
});

after(() => clickhouse.drop());

describe('RFM of a real retailer', () => {
  it('has the quintiles, the scores and the grid of an independent count', async () => {
    const customers = [...counted].flatMap(([profile, orders]) => {
      const sales = orders.filter(({ refund }) => !refund);
      const lastAt = sales.at(-1)?.at;
      if (lastAt === undefined) return [];
      const value = orders.reduce((sum, { pence }) => sum + pence, 0) / 100;
      return [{ profile, count: sales.length, value, days: Math.floor((now - lastAt) / day) }];
    });
    const fifths = (values: readonly number[], unit: number) => {
      const ascending = values.toSorted((a, b) => a - b);
      return [1, 2, 3, 4].map((k) => {
        const end = ascending[Math.ceil((ascending.length * k) / 5) - 1] ?? 0;
        return Math.round((end + unit) * 100) / 100;
      });
    };
    const expected = {
      customers: customers.length,
      recencyDays: fifths(
        customers.map(({ days }) => days),
        1,
      ),
      frequency: fifths(
        customers.map(({ count }) => count),
        1,
      ),
      monetary: fifths(
        customers.map(({ value }) => value),
        0.01,
      ),
    };
    const quintiles = await rfmQuintiles(clickhouse.client, workspace, now);
    assert.deepEqual(quintiles, expected);

    const boundaries: RfmBoundaries = { ...quintiles, version: 1, computedAt: new Date(now).toISOString() };
    const rank = (value: number, ends: readonly number[]) => 1 + ends.filter((end) => value >= end).length;
    const cells = new Map<string, { people: number; value: number; orders: number }>();
    for (const { profile, count, value, days } of customers) {
      const recency = 6 - rank(days, expected.recencyDays);
      const frequency = rank(count, expected.frequency);
      const score = { recency, frequency, monetary: rank(value, expected.monetary) };
      const { orders } = states.get(profile) ?? {};
      assert.ok(orders);
      assert.deepEqual(rfmScoreOf(boundaries, orders, now), score, `${profile} scores live as counted`);
      const cell = cells.get(`${recency}${frequency}`) ?? { people: 0, value: 0, orders: 0 };
      cells.set(`${recency}${frequency}`, {
        people: cell.people + 1,
        value: cell.value + Math.round(value * 100),
        orders: cell.orders + count,
      });
    }
    const grid = await rfmGrid(clickhouse.client, workspace, boundaries, now);
    const shown = grid.map(({ recency, frequency, people, value, orders }) => [
      `${recency}${frequency}`,
      { people, value: Math.round(value * 100), orders },
    ]);
    assert.deepEqual(Object.fromEntries(shown), Object.fromEntries(cells));
    const told = [...states.values()].filter(({ orders }) => orders.count > 0);
    assert.equal(told.length, customers.length);
  });
});

describe('the lifecycle of a real retailer', () => {
  it('has the stages, moves and conversions of an independent count', async () => {
    const stageAt = (orders: readonly CountedOrder[], at: number) => {
      const within = (days: number) =>
        orders.filter((order) => !order.refund && order.at <= at && order.at > at - days * day).length;
      if (within(365) >= 10) return 'advocacy';
      if (within(365) >= 2) return 'loyalty';
      return within(90) >= 1 ? 'evaluation' : 'awareness';
    };
    const moves = new Map<string, Set<ProfileId>>();
    const reached = new Map<string, Set<ProfileId>>();
    const movedOn = new Map<string, Set<ProfileId>>();
    const add = (sets: Map<string, Set<ProfileId>>, key: string, profile: ProfileId) =>
      sets.set(key, (sets.get(key) ?? new Set()).add(profile));
    for (const [profile, told] of counted) {
      // Two invoices of the same minute come one after the other.
      const orders = told.map((order, index) => ({ ...order, at: order.at + index }));
      const first = orders[0]?.at ?? 0;
      const turns = orders.flatMap(({ at }) => [at, at + 90 * day, at + 365 * day]).filter((at) => at <= now);
      let before: string | null = null;
      for (const at of [...new Set([...turns, first])].sort((a, b) => a - b)) {
        const stage = stageAt(orders, at);
        if (at < since) before = stage;
        else if (stage !== before) {
          add(moves, `${before}>${stage}`, profile);
          if (before !== null) {
            add(reached, before, profile);
            if (isLater(stage, before)) add(movedOn, before, profile);
          }
          before = stage;
        }
        if (at >= since) add(reached, stage, profile);
      }
      if (before !== null) add(reached, before, profile);
      assert.equal(states.get(profile)?.traits.lifecycle_stage, stageAt(orders, now), profile);
    }
    const figures = await lifecycleFunnelFigures(clickhouse.client, workspace, { since, until: now + 1 });
    const sizes = (sets: Map<string, Set<ProfileId>>) =>
      Object.fromEntries([...sets].map(([key, people]) => [key, people.size]));
    assert.deepEqual(
      Object.fromEntries(figures.moves.map(({ from, to, people }) => [`${from}>${to}`, people])),
      sizes(moves),
    );
    assert.deepEqual(Object.fromEntries(figures.stages.map(({ stage, reached: one }) => [stage, one])), sizes(reached));
    const on = figures.stages.flatMap(({ stage, movedOn: one }) => (one > 0 ? [[stage, one]] : []));
    assert.deepEqual(Object.fromEntries(on), sizes(movedOn));
    assert.ok(moves.size >= 6, 'the period has moves of many kinds');
  });
});

function isLater(stage: string, than: string): boolean {
  const names: readonly string[] = lifecycleStages;
  return names.indexOf(stage) > names.indexOf(than);
}
