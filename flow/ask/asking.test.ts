import assert from 'node:assert/strict';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openPostgresJourneyAsks } from '#components/journey-ask/postgres-store.ts';
import type { JourneyNode } from '#contracts/journey.ts';
import { journey, message, openSettings } from '#test/builders.ts';
import { messageNode, onEvent, triggerNode, waitNode } from '#test/journey-nodes.ts';
import { openFlow, type RunningFlow, trackedEvent } from '#test/running-flow.ts';
import { startAsking } from './start-asking.ts';

let flow: RunningFlow;
let url: string;
let asked: { id: string | undefined; body: { data: { order: string } } }[] = [];
let close: () => Promise<void>;

before(async () => {
  flow = await openFlow();
  const receiver = createServer(async (request, response) => {
    const body = JSON.parse(await textOf(request)) as (typeof asked)[number]['body'];
    asked.push({ id: request.headers['webhook-id'] as string | undefined, body });
    const isFirst = asked.filter((one) => one.body.data.order === body.data.order).length === 1;
    if (body.data.order === 'no') response.writeHead(422).end();
    else if (body.data.order === 'again' && isFirst) response.writeHead(503, { 'retry-after': '0' }).end();
    else response.end(JSON.stringify({ score: 7 }));
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/score`;
  const asking = startAsking({
    store: flow.store,
    asks: openPostgresJourneyAsks(flow.database.sql),
    post: async ({ id, body }, signal) => {
      const answer = await fetch(url, { method: 'POST', headers: { 'webhook-id': id }, body, signal });
      const text = await answer.text();
      if (answer.ok) return { type: 'answered', body: text };
      return answer.status === 503 ? { type: 'retry', at: 0 } : { type: 'refused' };
    },
    append: (stimuli) => flow.ingest.append(stimuli),
    clock: Date.now,
    log: { error: (...words: unknown[]) => assert.fail(JSON.stringify(words)) },
  });
  close = async () => {
    await asking.stop();
    receiver.closeAllConnections();
    await new Promise((resolve) => receiver.close(resolve));
  };
  await publish();
});
after(async () => {
  await close();
  await flow.close();
});

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function publish(): Promise<void> {
  const hook: JourneyNode = {
    ...{ id: 'hook', kind: 'webhook', url, timeoutMinutes: 5 },
    body: [{ key: 'order', value: { from: 'event', property: 'order' } }],
    results: [{ variable: 'score', path: 'score' }],
    branches: { answered: 'stay', failed: 'coupon', timeout: null },
  };
  const coupon: JourneyNode = {
    ...{ id: 'coupon', kind: 'give_coupon', pool: 'pool', variable: 'code' },
    branches: { given: 'stay', none: null },
  };
  const task: JourneyNode = {
    ...{ id: 'task', kind: 'create_task', title: 'Call her', note: '', dueDays: 1, branches: { next: 'stay' } },
  };
  const variables = [
    { name: 'score', type: 'number' },
    { name: 'code', type: 'text' },
  ] as const;
  const journeys = [
    journey('scored', [triggerNode(onEvent('Scored'), 'hook'), hook, coupon, waitNode('stay', 500, null)], {
      variables: [...variables],
    }),
    journey('limited', [triggerNode(onEvent('Limited'), 'task'), task, waitNode('stay', 500, null)], {
      entryLimits: { total: 1 },
    }),
    journey(
      'coded',
      [
        triggerNode(onEvent('Coded'), 'coupon'),
        { ...coupon, branches: { given: 'mail', none: null } },
        messageNode('mail', 'offer', 'stay'),
        waitNode('stay', 500, null),
      ],
      {
        variables: [...variables],
      },
    ),
  ];
  await flow.store.releases.publish(1, (newest) => ({
    ...newest,
    settings: openSettings,
    messages: [message('offer')],
    journeys: journeys.map((one) => ({ ...one, entry: true, sinceRelease: 1 })),
  }));
}

const person = (name: string) => [{ kind: 'userId' as const, value: name }];
const track = (name: string, event: string, properties = {}) =>
  flow.ingest.accept([trackedEvent(person(name), { type: 'track', name: event, properties })]);

async function runOf(name: string, isThere: (node: string | undefined) => boolean = (node) => node === 'stay') {
  for (const end = Date.now() + 20_000; ; await sleep(20)) {
    const document = await flow.documentOf({ kind: 'userId', value: name });
    const [run] = document?.runs ?? [];
    if (document && isThere(run?.node)) return { run, document };
    assert.ok(Date.now() < end, `${name} did not come through: ${JSON.stringify(run)}`);
  }
}

test('a run waits for the answer of another system and goes on with what it says', async () => {
  await track('ada', 'Scored', { order: 'A1' });
  assert.deepEqual((await runOf('ada')).run?.variables, { score: 7 });
  assert.equal(asked.length, 1);
  asked = [];
  await track('bob', 'Scored', { order: 'again' });
  assert.deepEqual((await runOf('bob')).run?.variables, { score: 7 });
  assert.equal(asked.length, 2);
  assert.equal(new Set(asked.map(({ id }) => id)).size, 1);
});

test('a system that says no leads to the failed branch, where a code is given and goes with the message', async () => {
  await flow.database.sql`insert into coupon_pool (workspace, id, name) values (1, 'pool', 'Pool')`;
  await flow.database.sql`
    insert into coupon (workspace, code, name, kind, value, redemption_limit, pool)
    values (1, 'CODE-1', 'x', 'gift', 1, 1, 'pool'), (1, 'CODE-2', 'x', 'gift', 1, 1, 'pool')`;
  await track('cat', 'Scored', { order: 'no' });
  assert.deepEqual((await runOf('cat')).run?.variables, { code: 'CODE-1' });
  await flow.ingest.accept([
    trackedEvent([...person('dan'), { kind: 'email', value: 'dan@example.com' }], {
      ...{ type: 'track', name: 'Coded', properties: {} },
    }),
  ]);
  const { document } = await runOf('dan');
  assert.equal(document.sends.length, 1);
  const [row] = await flow.database.sql<{ body: string }[]>`select body from outbox where kind = 'deliver'`;
  assert.deepEqual((JSON.parse(row?.body ?? '{}') as { variables: object }).variables, { code: 'CODE-2' });
  await flow.database.sql`delete from outbox where kind = 'deliver'`;
  await track('eve', 'Coded');
  await runOf('eve', (node) => node === undefined);
});

test('of a journey with one place the first one takes it, and the task is there once', async () => {
  await track('fay', 'Limited');
  await runOf('fay');
  await track('gus', 'Limited');
  // What is asked is answered in order, so the task of before is made when this one is refused.
  await runOf('gus', (node) => node === undefined);
  const tasks = await flow.database.sql<{ title: string }[]>`select title from task`;
  assert.deepEqual([...tasks], [{ title: 'Call her' }]);
});
