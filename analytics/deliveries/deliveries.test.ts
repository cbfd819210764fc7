import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import type { AnalyticsQueries } from '#analytics/queries.ts';
import {
  type Delivery,
  type DeliveryListQuery,
  delivery as deliverySchema,
  deliveryStory,
} from '#contracts/api/delivery.ts';
import type { DecisionFact, MessageFact } from '#contracts/fact.ts';
import { openShopReports } from '#test/shop-reports.ts';
import { type PlacedFact, SimulatedPeople } from '#test/simulated/simulated-people.ts';
import { shop as definitions, shopPerson } from '#test/simulated/simulated-shop.ts';

let shop: Awaited<ReturnType<typeof openShopReports>>;
before(async () => {
  shop = await openShopReports();
});
after(() => shop.drop());

interface Expected {
  readonly id: string;
  readonly profile: string;
  readonly outcome: Delivery['outcome'];
  readonly reason: string | null;
  readonly decision: DecisionFact;
  readonly kinds: readonly string[];
}

const oldestFirst = (a: PlacedFact, b: PlacedFact) =>
  a.fact.at - b.fact.at || a.commit - b.commit || a.lane - b.lane || a.ordinal - b.ordinal;

/** Told from the facts one delivery after the other, as a person would. */
function expected(people: SimulatedPeople): Expected[] {
  const placed = people.facts.toSorted(oldestFirst);
  const decisions = placed.filter((one) => one.fact.type === 'decision');
  const last = new Map(decisions.map((one) => [(one.fact as DecisionFact).delivery, one]));
  return [...last.values()]
    .sort((a, b) => oldestFirst(b, a))
    .map(({ fact }) => {
      const decision = fact as DecisionFact;
      const facts = placed.flatMap((one) =>
        one.fact.type === 'message' && one.fact.delivery === decision.delivery ? [one.fact] : [],
      );
      const { outcome, reason } = decision.outcome === 'send' ? standingOf(facts) : decision;
      const kinds = facts.map(({ kind }) => kind);
      return {
        id: decision.delivery,
        profile: today(people, decision.profile),
        outcome: outcome as Delivery['outcome'],
        reason: reason || null,
        decision,
        kinds,
      };
    });
}

function standingOf(facts: readonly MessageFact[]): { outcome: Delivery['outcome']; reason: string } {
  const last = (...kinds: readonly string[]) => facts.findLast(({ kind }) => kinds.includes(kind));
  if (last('delivered', 'opened', 'clicked', 'replied', 'unsubscribed', 'complained'))
    return { outcome: 'sent', reason: '' };
  const lost = last('failed', 'bounced');
  if (lost) return { outcome: 'failed', reason: lost.reason || lost.kind };
  const withheld = last('held_back', 'expired', 'cancelled');
  if (withheld) return { outcome: 'held_back', reason: withheld.reason };
  return { outcome: last('handed_over', 'accepted') ? 'sent' : 'deferred', reason: '' };
}

function today(people: SimulatedPeople, profile: string): string {
  const winner = people.states.get(profile)?.mergedInto;
  return winner === undefined ? profile : today(people, winner);
}

async function list(
  reports: AnalyticsQueries,
  workspace: number,
  query: Partial<DeliveryListQuery>,
): Promise<Delivery[]> {
  const found: Delivery[] = [];
  let before: string | undefined;
  do {
    const page = await reports.deliveries(workspace, { limit: 7, ...query, ...(before !== undefined && { before }) });
    found.push(...page.items);
    before = page.nextCursor ?? undefined;
  } while (before !== undefined);
  return found;
}

test('every delivery stands in the list once, as it stands now', () =>
  shop.each(async (people, reports, workspace) => {
    const found = await list(reports, workspace, {});
    for (const item of found) deliverySchema.parse(item);
    const plain = found.map(({ id, profile, outcome, reason, kinds }) => ({
      id,
      profile,
      outcome,
      reason,
      kinds: kinds.map(({ kind }) => kind as string),
    }));
    assert.deepEqual(
      plain,
      expected(people).map(({ decision: _, ...rest }) => rest),
    );
  }, 3));

test('of two refusals at one instant the later one is told', async () => {
  const people = new SimulatedPeople(definitions);
  const [first, second] = [shopPerson(1), shopPerson(2)];
  for (const who of [first, second]) {
    people.identify(who, { name: 'Anna', plan: 'gold' });
    people.track(who, 'Product Added', {});
    people.deliver(0);
  }
  people.answer(0, 'failed', { reason: 'mailbox_full' });
  people.answer(0, 'bounced');
  people.answer(1, 'bounced');
  people.answer(1, 'failed', { reason: 'mailbox_full' });
  await shop.one(people, async (_people, reports, workspace) => {
    const told = new Map(
      (await list(reports, workspace, { status: 'failed' })).map((one) => [one.profile, one.reason]),
    );
    assert.deepEqual([told.get(first), told.get(second)], ['bounced', 'mailbox_full']);
  });
});

test('filters leave what they name', () =>
  shop.each(async (people, reports, workspace) => {
    const all = expected(people);
    const ids = (wanted: (one: Expected) => boolean) => all.filter(wanted).map(({ id }) => id);
    const found = async (query: Partial<DeliveryListQuery>) =>
      (await list(reports, workspace, { limit: 200, ...query })).map(({ id }) => id);
    for (const status of ['sent', 'held_back', 'deferred', 'failed'] as const) {
      assert.deepEqual(
        await found({ status }),
        ids(({ outcome }) => outcome === status),
        status,
      );
    }
    for (const reason of ['holdout', 'frequency_cap', 'expired', 'no_consent', 'journey_exited'] as const) {
      assert.deepEqual(
        await found({ reason }),
        ids((one) => one.reason === reason),
        reason,
      );
    }
    assert.deepEqual(
      await found({ message: 'news', journey: 'view' }),
      ids(({ decision }) => decision.message === 'news' && decision.journey === 'view'),
    );
    const considered = ({ decision: { channel, gates } }: Expected) =>
      channel === 'sms' || (channel === '' && gates.some((gate) => gate.channel === 'sms'));
    assert.deepEqual(await found({ channel: 'sms' }), ids(considered));
    for (const { profile } of people.people) {
      assert.deepEqual(
        await found({ profile }),
        ids((one) => one.profile === profile),
      );
    }
    assert.deepEqual(await found({ profile: 'nobody' }), []);
  }, 1));

test('a delivery tells every decision with its gates and everything since', () =>
  shop.each(async (people, reports, workspace) => {
    for (const one of expected(people)) {
      const detail = await reports.delivery(workspace, one.id);
      assert.ok(detail);
      deliveryStory.parse(detail);
      assert.equal(detail.outcome, one.outcome);
      assert.equal(detail.reason, one.reason);
      assert.deepEqual(
        detail.facts.map(({ kind }) => kind),
        one.kinds,
      );
      assert.equal(
        detail.decisions.length,
        people.facts.filter(({ fact }) => fact.type === 'decision' && fact.delivery === one.id).length,
      );
      const gates = detail.decisions
        .at(-1)
        ?.gates.map(({ until, ...gate }) => ({ ...gate, ...(until !== undefined && { until: Date.parse(until) }) }));
      assert.deepEqual(gates, one.decision.gates);
    }
    assert.equal(await reports.delivery(workspace, 'unknown'), undefined);
  }, 1));
