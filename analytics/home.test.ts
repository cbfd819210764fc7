import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import type { Fact } from '#contracts/fact.ts';
import { openShopReports } from '#test/shop-reports.ts';
import type { SimulatedPeople } from '#test/simulated/simulated-people.ts';

let shop: Awaited<ReturnType<typeof openShopReports>>;
before(async () => {
  shop = await openShopReports();
});
after(() => shop.drop());

const minute = 60_000;

function factsSince<Type extends Fact['type']>(people: SimulatedPeople, type: Type, hours: number) {
  const since = people.now - hours * 60 * minute;
  return people.facts.flatMap(({ fact }) =>
    fact.type === type && (fact.type === 'event' ? fact.receivedAt : fact.at) >= since
      ? [fact as Extract<Fact, { type: Type }>]
      : [],
  );
}

function expected(people: SimulatedPeople, hours: number) {
  const count = (words: readonly string[]) => {
    const groups = Map.groupBy(words, (word) => word);
    return new Map([...groups].map(([word, found]) => [word, found.length]));
  };
  const messages = factsSince(people, 'message', hours);
  const withheld = messages.filter(({ kind }) => ['held_back', 'expired', 'cancelled'].includes(kind));
  const refused = factsSince(people, 'decision', hours).filter(({ outcome }) => outcome === 'held_back');
  const orders = factsSince(people, 'order', hours).filter(({ imported }) => !imported);
  const sum = (values: readonly number[]) => Math.round(values.reduce((total, value) => total + value, 0) * 100) / 100;
  return {
    people: people.people.length,
    events: factsSince(people, 'event', hours).filter(({ imported }) => !imported).length,
    sentByChannel: count(messages.filter(({ kind }) => kind === 'handed_over').map(({ channel }) => channel)),
    heldBackByReason: count([...refused, ...withheld].map(({ reason }) => reason)),
    orders: orders.filter(({ value }) => value >= 0).length,
    revenue: sum(orders.map(({ value }) => value)),
    attributedRevenue: sum(orders.filter(({ delivery }) => delivery !== '').map(({ value }) => value)),
  };
}

const total = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((sum, count) => sum + count, 0);

test('home and pulse count what the facts say', () =>
  shop.each(async (people, reports, workspace) => {
    for (const hours of [1, 24, 2_160]) {
      const wanted = expected(people, hours);
      const {
        sentByChannel,
        heldBackByReason,
        eventsByMinute,
        history: _history,
        ...figures
      } = await reports.home(workspace, hours);
      assert.deepEqual(
        new Map(sentByChannel.flatMap(({ channel, sent }) => (sent > 0 ? [[channel as string, sent]] : []))),
        wanted.sentByChannel,
      );
      const sumOf = (figure: 'opened' | 'clicked' | 'attributedRevenue') =>
        Math.round(sentByChannel.reduce((sum, row) => sum + row[figure], 0) * 100) / 100;
      assert.equal(sumOf('attributedRevenue'), wanted.attributedRevenue);
      assert.equal(
        sumOf('opened'),
        factsSince(people, 'message', hours).filter(({ kind }) => kind === 'opened').length,
      );
      const clicks = factsSince(people, 'message', hours).filter(({ kind }) => kind === 'clicked');
      assert.equal(sumOf('clicked'), new Set(clicks.map(({ delivery }) => delivery)).size);
      assert.deepEqual(
        new Map(heldBackByReason.map(({ reason, count }) => [reason as string, count])),
        wanted.heldBackByReason,
      );
      const { sentByChannel: _, heldBackByReason: __, ...rest } = wanted;
      assert.deepEqual(figures, {
        ...rest,
        sent: total(wanted.sentByChannel),
        heldBack: total(wanted.heldBackByReason),
      });
      assert.equal(eventsByMinute.length, 60);
    }
    const { people: known, attributedRevenue, ...day } = expected(people, 24);
    assert.deepEqual(await reports.pulse(workspace), {
      people: known,
      attributedRevenue,
      sent: total(day.sentByChannel),
      heldBack: total(day.heldBackByReason),
    });
  }));

test('each of the last sixty minutes stands there, the running one last', () =>
  shop.each(async (people, reports, workspace) => {
    const { eventsByMinute } = await reports.home(workspace, 1);
    const live = people.facts.flatMap(({ fact }) => (fact.type === 'event' && !fact.imported ? [fact.receivedAt] : []));
    const running = Math.floor(people.now / minute) * minute;
    const wanted = Array.from({ length: 60 }, (_, index) => {
      const from = running - (59 - index) * minute;
      const count = live.filter((at) => at >= from && at < from + minute).length;
      return { minute: new Date(from).toISOString(), count };
    });
    assert.deepEqual(eventsByMinute, wanted);
  }, 1));
