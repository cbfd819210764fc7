import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { experimentCounts } from '#analytics/journeys/experiment/arm-counts.ts';
import { queryRows } from '#components/clickhouse/client.ts';
import type { ExperimentOutlook, ExperimentReport } from '#contracts/api/experiment.ts';
import type { Journey } from '#contracts/api/journey.ts';
import type { ExperimentAllocation, ExperimentNode } from '#contracts/experiment.ts';
import type { JourneyNode } from '#contracts/journey.ts';
import { openSettings } from '#test/builders.ts';
import type { DecideOrder } from '#test/experiments/decide-process.ts';
import { exitNode, onEvent, triggerNode } from '#test/journey-nodes.ts';
import { openFlow, type RunningFlow, trackedEvent } from '#test/running-flow.ts';
import { startTestServer, type TestServer } from '#test/server.ts';
import { decideExperiments, type ExperimentParts } from './decide.ts';
import { experimentWork } from './experiment-work.ts';
import { allocationHistory } from './history.ts';

const hour = 3_600_000;
let flow: RunningFlow;
let server: TestServer;
let backfill: { stop(): Promise<void> };
let parts: ExperimentParts;

before(async () => {
  flow = await openFlow();
  parts = { sql: flow.database.sql, store: flow.store, clickhouse: flow.clickhouse.client, workspace: 1 };
  const { sql, clickhouse } = parts;
  const { store } = flow;
  server = await startTestServer({ parts: { sql, store, clickhouse } });
  // Keys live in the server's own database; the rest of it is the flow's.
  const [row] = await server.database.sql<
    { keys: string }[]
  >`select jsonb_agg(to_jsonb(k))::text as keys from api_key k`;
  await sql`insert into api_key select * from jsonb_populate_recordset(null::api_key, ${row?.keys ?? '[]'}::text::jsonb)`;
  backfill = flow.startBackfill({});
  await store.releases.publish(1, (newest) => ({ ...newest, settings: openSettings }));
});
after(async () => {
  await server.close();
  await backfill.stop();
  await flow.close();
});

async function ok<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await server.api(method, path, body);
  assert.ok(answer.status < 300, `${method} ${path} ${JSON.stringify(answer)}`);
  return answer.body as T;
}

const node = (parts: Partial<ExperimentNode>): ExperimentNode => ({
  ...{ id: 'split', kind: 'experiment', control: 'a', branches: { a: 'end', b: 'end' } },
  arms: [
    { id: 'a', name: 'A', weight: 50 },
    { id: 'b', name: 'B', weight: 50 },
  ],
  measure: {
    type: 'event',
    match: { event: 'Bought', where: [{ name: 'total', operator: 'at_least', value: 10 }] },
    withinHours: 1,
  },
  ...parts,
});
const winner: ExperimentNode['allocation'] = {
  ...{ mode: 'winner', learnHours: 1, peoplePerArm: 20, confidencePercent: 95, otherwise: 'keep' },
  ...{ reservePercent: 0, reserveFor: 'control', upliftPercent: 20 },
};

async function publish(id: string, event: string, split: ExperimentNode): Promise<void> {
  const nodes: JourneyNode[] = [triggerNode(onEvent(event), 'split'), split, exitNode('end')];
  const draft = { id, name: id, description: '', version: 1, reentry: { type: 'always' }, exitRules: [], nodes };
  await ok<Journey>('POST', '/journeys', { id, name: id, draft });
  await ok<Journey>('POST', `/journeys/${id}/publish`);
}

/** Until all of it has become facts that the reports know. */
async function happens(people: readonly string[], name: string, properties = {}): Promise<void> {
  const identities = (value: string) => [{ kind: 'userId', value }];
  await flow.ingest.accept(people.map((one) => trackedEvent(identities(one), { type: 'track', name, properties })));
  await flow.settle();
  for (let tries = 0; ; tries += 1) {
    const progress = await flow.store.facts.progress();
    if (progress.every(({ waitingSince }) => waitingSince === null)) return;
    assert.ok(tries < 600, 'Facts did not come to ClickHouse');
    await sleep(20);
  }
}

const people = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}-${index}`);

async function armOf(journey: string, person: string): Promise<string | undefined> {
  return (await flow.documentOf({ kind: 'userId', value: person }))?.experiments?.[`${journey} split`];
}

async function byArm(journey: string, all: readonly string[]): Promise<{ a: string[]; b: string[] }> {
  const found: { a: string[]; b: string[] } = { a: [], b: [] };
  for (const one of all) found[(await armOf(journey, one)) === 'a' ? 'a' : 'b'].push(one);
  return found;
}

async function inForce(journey: string): Promise<ExperimentAllocation> {
  const release = await flow.store.releases.newest(1);
  const found = release?.allocations?.find((one) => one.journey === journey);
  assert.ok(found);
  return found;
}

/** How many lanes were told of a release: once each. */
async function controlsOf(release: number): Promise<number> {
  const rows = await flow.database.sql<{ body: string }[]>`select body from log_frame where class = 'live'`;
  return rows.filter(({ body }) => body.includes(`"release":${release}`) && body.includes('"type":"control"')).length;
}

const passages = (journey: string) =>
  queryRows<{ branch: string; detail: string; count: number }>(
    flow.clickhouse.client,
    `SELECT branch, detail, count() AS count FROM journey_step WHERE workspace = 1 AND journey = {journey:String} AND node = 'split'
     AND change = 'passed' GROUP BY branch, detail ORDER BY branch, detail`,
    { journey },
  );

test('the winner gets everybody from a place in the log on, and who was drawn before keeps hers', async () => {
  await publish('steady', 'Started', node({ allocation: winner }));
  const learning = await inForce('steady');
  assert.deepEqual([learning.state, learning.round.release], ['learning', learning.sinceRelease]);
  const early = people('early', 160);
  await happens(early, 'Started');
  const drawn = await byArm('steady', early);
  assert.ok(drawn.a.length > 50 && drawn.b.length > 50);
  await happens([...drawn.a.slice(0, 4), ...drawn.b.slice(0, 30)], 'Bought', { total: 20 });
  await happens(drawn.a.slice(10, 60), 'Bought', { total: 5 });

  const work = experimentWork(parts);
  assert.equal(await work.isDue(Date.now()), false);
  assert.deepEqual(await decideExperiments(parts, Date.now()), []);
  const [decided] = await decideExperiments(parts, Date.now() + 3 * hour);
  assert.deepEqual(
    [decided?.state, decided?.arm, decided?.weights, decided?.round],
    ['winner', 'b', { a: 0, b: 100 }, learning.round],
  );
  assert.deepEqual(
    decided?.counts.map(({ arm, people, conversions }) => [arm, people, conversions]),
    [
      ['a', drawn.a.length, 4],
      ['b', drawn.b.length, 30],
    ],
  );
  assert.deepEqual(await decideExperiments(parts, Date.now() + 4 * hour), [], 'it is looked at once');

  const late = people('late', 60);
  await happens(late, 'Started');
  await happens(early, 'Started');
  assert.equal((await byArm('steady', late)).b.length, 60);
  assert.deepEqual(await byArm('steady', early), drawn);
  assert.deepEqual(await passages('steady'), [
    { branch: 'a', detail: '', count: drawn.a.length },
    { branch: 'a', detail: String(learning.sinceRelease), count: drawn.a.length },
    { branch: 'b', detail: '', count: drawn.b.length },
    { branch: 'b', detail: String(learning.sinceRelease), count: drawn.b.length },
    { branch: 'b', detail: String(decided?.sinceRelease), count: 60 },
  ]);
});

test('what came of it is told by arm, before and after the winner was found', async () => {
  const report = await ok<ExperimentReport>('GET', '/journeys/steady/experiments/split');
  assert.deepEqual([report.mode, report.state, report.arm, report.scale], ['winner', 'winner', 'b', 'rate']);
  assert.deepEqual(
    report.history.map(({ state }) => state),
    ['winner', 'learning'],
  );
  assert.deepEqual(
    report.later?.map(({ drawn }) => drawn),
    [0, 60],
  );
  assert.equal(
    report.arms.reduce((sum, { drawn }) => sum + drawn, 0),
    160,
  );
  assert.deepEqual(
    report.arms.map(({ people }) => people),
    [0, 0],
    'nobody has had her hour yet',
  );
  const unknown = await server.api('GET', '/journeys/steady/experiments/none');
  assert.equal(unknown.status, 404);
});

test('killed between the decision and its release, or right after it, it comes into force once', async () => {
  await publish('fragile', 'Began', node({ allocation: winner }));
  const all = people('fragile', 120);
  await happens(all, 'Began');
  const { b } = await byArm('fragile', all);
  await happens(b.slice(0, 40), 'Bought', { total: 20 });
  const before = await inForce('fragile');
  const later = Date.now() + 3 * hour;
  const killed = async (dieWhen: DecideOrder['dieWhen']): Promise<void> => {
    const child = fork(fileURLToPath(new URL('../../test/experiments/decide-process.ts', import.meta.url)), {
      execArgv: [],
    });
    const ended = once(child, 'exit');
    const { database, clickhouse } = flow;
    child.send({ databaseUrl: database.url, clickhouseUrl: clickhouse.url, now: later, dieWhen } satisfies DecideOrder);
    assert.deepEqual(await ended, [null, 'SIGKILL']);
  };

  await killed('deciding');
  assert.deepEqual(await inForce('fragile'), before);
  await killed('released');
  const decided = await inForce('fragile');
  assert.equal(decided.state, 'winner');
  assert.equal((await allocationHistory(parts, 'fragile', 'split', 10)).length, 1, 'not noted yet');

  assert.deepEqual(await decideExperiments(parts, later), []);
  assert.deepEqual(await inForce('fragile'), decided);
  const history = await allocationHistory(parts, 'fragile', 'split', 10);
  assert.deepEqual(
    history.map(({ state }) => state),
    ['winner', 'learning'],
  );
  assert.deepEqual(history[0], decided);
  assert.equal(await controlsOf(decided.sinceRelease), 2, 'one for each partition');
});

test('two that decide at once change it once; a bandit goes where it converts, and keeps the floor', async () => {
  await publish('bandit', 'Opened', node({ allocation: { mode: 'bandit', everyHours: 1, floorPercent: 5 } }));
  const all = people('bandit', 120);
  await happens(all, 'Opened');
  const { b } = await byArm('bandit', all);
  await happens(b.slice(0, 40), 'Bought', { total: 20 });
  const later = Date.now() + 3 * hour;
  const decided = await Promise.all([decideExperiments(parts, later), decideExperiments(parts, later)]);
  assert.equal(decided.flat().length, 1);
  const { weights, state, sinceRelease } = await inForce('bandit');
  assert.deepEqual([state, weights['a'], weights['b']], ['balancing', 5, 95]);
  assert.equal(await controlsOf(sinceRelease), 2);
  assert.deepEqual(await decideExperiments(parts, later + 30 * 60_000), [], 'it is too early');
  assert.deepEqual(await decideExperiments(parts, later + 2 * hour), [], 'nothing changes');
});

test('an arm is chosen by hand, and started over', async () => {
  const chosen = await ok<ExperimentReport>('POST', '/journeys/bandit/experiments/split/choose', { arm: 'a' });
  assert.deepEqual([chosen.state, chosen.arm, chosen.nextLookAt], ['chosen', 'a', null]);
  assert.deepEqual(
    chosen.arms.map(({ share }) => share),
    [1, 0],
  );
  await happens(people('chosen', 10), 'Opened');
  assert.equal((await byArm('bandit', people('chosen', 10))).a.length, 10);
  const wrong = await server.api('POST', '/journeys/bandit/experiments/split/choose', { arm: 'z' });
  assert.equal(wrong.status, 400);

  const anew = await ok<ExperimentReport>('POST', '/journeys/bandit/experiments/split/start-over');
  assert.deepEqual([anew.state, anew.arm], ['learning', null]);
  assert.deepEqual(
    anew.arms.map(({ share, drawn }) => [share, drawn]),
    [
      [0.5, 0],
      [0.5, 0],
    ],
  );
  assert.deepEqual(
    anew.history.map(({ state }) => state),
    ['learning', 'chosen', 'balancing', 'learning'],
  );
  await happens(people('anew', 30), 'Opened');
  const counted = await ok<ExperimentReport>('GET', '/journeys/bandit/experiments/split');
  assert.equal(
    counted.arms.reduce((sum, { drawn }) => sum + drawn, 0),
    30,
  );
});

test('orders, amounts and weights alone are counted as well', async () => {
  await publish('money', 'Browsed', node({ measure: { type: 'revenue', withinHours: 1 } }));
  const all = people('money', 40);
  await happens(all, 'Browsed');
  const { a, b } = await byArm('money', all);
  const bought = [a[0] ?? '', b[0] ?? '', b[1] ?? ''];
  for (const [index, one] of bought.entries()) {
    await happens([one], 'Order Completed', { order_id: `money-${index}`, revenue: 10 * (index + 1) });
  }
  const report = await ok<ExperimentReport>('GET', '/journeys/money/experiments/split');
  assert.deepEqual([report.mode, report.state, report.scale, report.later], ['weights', 'weights', 'mean', null]);
  const rows = await experimentCounts(flow.clickhouse.client, 1, {
    ...{ journey: 'money', node: 'split', since: 0, drawnBy: Date.now(), messageNodes: {} },
    measure: { type: 'revenue', withinHours: 1 },
  });
  assert.deepEqual(
    rows.map(({ arm, people: counted, conversions, value, valueSquares }) => [
      arm,
      counted,
      conversions,
      value,
      valueSquares,
    ]),
    [
      ['a', a.length, 1, 10, 100],
      ['b', b.length, 2, 50, 1_300],
    ],
  );
});

test('before publishing, what cannot happen and what comes to too few people is told', async () => {
  const never = node({ allocation: winner, measure: { type: 'engagement', kind: 'clicked', withinHours: 24 } });
  const measured = node({
    allocation: {
      mode: 'winner',
      learnHours: 24,
      peoplePerArm: 1_000,
      confidencePercent: 95,
      otherwise: 'keep',
      reservePercent: 0,
      reserveFor: 'control',
      upliftPercent: 10,
    },
  });
  const set = async (split: ExperimentNode): Promise<ExperimentOutlook | undefined> => {
    const { revision, draft } = await ok<Journey>('GET', '/journeys/steady');
    const nodes = (draft as { nodes: JourneyNode[] }).nodes.map((one) => (one.id === 'split' ? split : one));
    await ok('PUT', '/journeys/steady', { revision, draft: { ...draft, nodes } });
    const { items } = await ok<{ items: ExperimentOutlook[] }>('GET', '/journeys/steady/experiment-outlooks');
    return items[0];
  };
  assert.deepEqual((await set(never))?.warnings, ['no_message_below', 'too_few_people']);
  const outlook = await set(measured);
  assert.deepEqual(outlook?.warnings, ['event_never_seen', 'too_few_people'], 'this server has no catalog');
  assert.equal(outlook?.peopleFrom, 'passages');
  assert.ok(Math.abs((outlook?.peoplePerDay ?? 0) - 220) < 1, String(outlook?.peoplePerDay));
  assert.equal(outlook?.expectedPerArm, 110);
  assert.equal(outlook?.baseFrom, 'everybody');
  assert.ok((outlook?.neededPerArm ?? 0) > 110 && (outlook?.leastUplift ?? 0) > 0.1);
});
