import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import type { JourneyStepFact } from '#contracts/fact.ts';
import { openShopReports } from '#test/shop-reports.ts';
import type { SimulatedPeople } from '#test/simulated/simulated-people.ts';

let shop: Awaited<ReturnType<typeof openShopReports>>;
before(async () => {
  shop = await openShopReports();
});
after(() => shop.drop());

function expected(people: SimulatedPeople, journey: string) {
  const facts = people.facts.map(({ fact }) => fact);
  const steps = facts.filter((fact) => fact.type === 'journey_step').filter((step) => step.journey === journey);
  const messages = facts.filter((fact) => fact.type === 'message').filter((one) => one.journey === journey);
  const decisions = facts.filter((fact) => fact.type === 'decision').filter((one) => one.journey === journey);
  const orders = facts.filter((fact) => fact.type === 'order').filter((order) => order.journey === journey);
  const runs = people.people.flatMap((state) => state.runs.filter((run) => run.journey === journey));
  const changed = (change: JourneyStepFact['change']) => steps.filter((step) => step.change === change).length;
  const withheld = ['held_back', 'expired', 'cancelled'];

  const atNode = (node: string) => {
    const here = steps.filter((step) => step.node === node);
    const passed = Map.groupBy(
      here.filter((step) => step.change === 'passed'),
      (step) => step.branch,
    );
    const kinds = messages.filter((one) => one.node === node);
    const clicked = kinds.filter(({ kind }) => kind === 'clicked').map(({ delivery }) => delivery);
    return {
      node,
      entered: here.filter(({ change }) => change === 'entered' || change === 'arrived').length,
      inside: runs.filter((run) => run.node === node).length,
      passed: [...passed].map(([branch, found]) => ({ branch, count: found.length })),
      sent: kinds.filter(({ kind }) => kind === 'handed_over').length,
      opened: kinds.filter(({ kind }) => kind === 'opened').length,
      clicked: new Set(clicked).size,
      heldBack:
        decisions.filter((one) => one.node === node && one.outcome === 'held_back').length +
        kinds.filter(({ kind }) => withheld.includes(kind)).length,
    };
  };
  const reached = steps.filter(({ change }) => change === 'converted').map(({ branch }) => branch);
  return {
    goals: [...new Set(reached)].map((goal) => ({ goal, runs: reached.filter((one) => one === goal).length })),
    nodes: [...new Set(steps.map(({ node }) => node))].map(atNode),
    inside: runs.length,
    entered: changed('entered'),
    completed: changed('completed'),
    exited: changed('exited'),
    attributedOrders: orders.length,
    attributedRevenue: Math.round(orders.reduce((sum, { value }) => sum + value, 0) * 100) / 100,
  };
}

const sorted = <T extends { node: string; passed: { branch: string }[] }>(nodes: readonly T[]) =>
  nodes
    .map((node) => ({ ...node, passed: node.passed.toSorted((a, b) => (a.branch < b.branch ? -1 : 1)) }))
    .sort((a, b) => (a.node < b.node ? -1 : 1));

test('every node has the people that documents and facts say', () =>
  shop.each(async (people, reports, workspace) => {
    for (const journey of ['cart', 'view', 'unknown']) {
      const { nodes, currency, measuredAt, ...totals } = await reports.journeyCounts(workspace, journey);
      const { nodes: wantedNodes, ...wanted } = expected(people, journey);
      assert.deepEqual(totals, wanted);
      assert.deepEqual(sorted(nodes), sorted(wantedNodes));
      const standing = new Map<string, number>();
      for (const { node, people: there } of await reports.peopleAtNodes(workspace, journey))
        standing.set(node, (standing.get(node) ?? 0) + there);
      const wantedStanding = wantedNodes.filter(({ inside }) => inside > 0).map(({ node, inside }) => [node, inside]);
      assert.deepEqual(Object.fromEntries(standing), Object.fromEntries(wantedStanding));
      assert.equal(currency, 'GBP');
      assert.equal(Date.parse(measuredAt), people.now);
    }
  }, 4));

test('the list of journeys has the same figures', () =>
  shop.each(async (people, reports, workspace) => {
    const figures = await reports.journeyFigures(workspace);
    for (const [journey, found] of figures) {
      const { nodes, inside, entered, completed, exited, attributedRevenue } = expected(people, journey);
      const messages = nodes.reduce((sum, node) => sum + node.sent, 0);
      const reached = people.facts.flatMap(({ fact }) =>
        fact.type === 'journey_step' && fact.journey === journey && fact.change === 'converted' ? [fact.run] : [],
      );
      const converted = new Set(reached).size;
      assert.deepEqual(found, { inside, entered, completed, exited, converted, messages, attributedRevenue });
    }
  }));

test('the list of messages has the same figures', () =>
  shop.each(async (people, reports, workspace) => {
    const nodes = ['cart', 'view'].flatMap((journey) => expected(people, journey).nodes);
    const total = (message: string, figure: 'sent' | 'heldBack' | 'opened' | 'clicked') =>
      nodes.filter(({ node }) => node === message).reduce((sum, node) => sum + node[figure], 0);
    const figures = await reports.messageFigures(workspace);
    // In the shop a message's node has the message's name.
    for (const message of ['offer', 'news']) {
      const { sent, heldBack, opened, clicked } = figures.get(message) ?? {
        sent: 0,
        heldBack: 0,
        opened: 0,
        clicked: 0,
      };
      assert.equal(sent, total(message, 'sent'));
      assert.equal(heldBack, total(message, 'heldBack'));
      assert.equal(opened, total(message, 'opened'));
      assert.equal(clicked, total(message, 'clicked'));
    }
  }));

test('a sample of people differs in what makes content fail', () =>
  shop.each(async (people, reports, workspace) => {
    const sample = await reports.peopleToTry(workspace, { type: 'everybody' });
    assert.ok(sample.length <= 8);
    const ids = sample.map(({ profile }) => profile);
    assert.equal(new Set(ids).size, ids.length);
    assert.equal(
      sample.length === 0,
      [...people.states.values()].every(({ mergedInto }) => mergedInto !== undefined),
    );
    const viewed = await reports.peopleToTry(workspace, { type: 'event', event: 'Product Viewed' });
    for (const { properties } of viewed) assert.ok(properties);
    await reports.peopleToTry(workspace, { type: 'segment', segment: 'loyal' });
  }));
