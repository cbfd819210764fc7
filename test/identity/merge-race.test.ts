import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { createPartingFacts } from '#analytics/undo/parting.ts';
import { queryRows } from '#components/clickhouse/client.ts';
import type { Identity } from '#contracts/identifiers.ts';
import type { TrackedEvent } from '#contracts/tracked-event.ts';
import { losersOf } from '#core/merge/absorb-id.ts';
import { readDocument } from '#core/read-document.ts';
import type { ProfileState } from '#core/state.ts';
import { startUndo } from '#flow/undo/start-undo.ts';
import { costlyRuns } from '#test/costly-runs.ts';
import { openFlow, type RunningFlow, trackedEvent } from '#test/running-flow.ts';

const senderFile = fileURLToPath(new URL('./sender-process.ts', import.meta.url));
let flow: RunningFlow;
let undo: { stop(): Promise<void> };
const errors: unknown[] = [];

before(async () => {
  flow = await openFlow();
  undo = startUndo({
    store: flow.store,
    facts: createPartingFacts(flow.clickhouse.client, flow.store.facts.progress),
    append: (stimuli) => flow.ingest.append(stimuli),
    clock: Date.now,
    onError: (error) => errors.push(error),
  });
});
after(async () => {
  await undo.stop();
  await flow.close();
});

/**
 * Names of one human being. A device comes alone or with the address that it is used with: then whoever belongs together
 * does not depend on the order in which it is told.
 */
const known = ['userId', 'email', 'email2', 'phone', 'wechatUnionId'] as const;
interface Deed {
  readonly person: number;
  readonly names: readonly (typeof known)[number][];
  readonly device: boolean;
}
const deed: fc.Arbitrary<Deed> = fc.record({
  person: fc.nat({ max: 3 }),
  names: fc.uniqueArray(fc.constantFrom(...known), { minLength: 0, maxLength: 2 }),
  device: fc.boolean(),
});

function identitiesOf(run: string, { person, names, device }: Deed): Identity[] {
  const identities = known
    .filter((name) => names.includes(name))
    .map((name) => ({ kind: name.replace('2', ''), value: `${name}-${run}-${person}` }));
  const home = identities[0] ?? { kind: 'none', value: `alone-${run}-${person}` };
  const browser = { kind: 'anonymousId', value: `device-of-${home.value}` };
  return device || identities.length === 0 ? [...identities, browser] : identities;
}

const keyOf = ({ kind, value }: Identity) => `${kind}:${value}`;

/** Whoever was named together is one person. */
function components(events: readonly TrackedEvent[]): ReadonlyMap<string, string> {
  const parent = new Map<string, string>();
  const root = (key: string): string => {
    const next = parent.get(key) ?? key;
    return next === key ? key : root(next);
  };
  for (const { identities } of events) {
    const [first, ...others] = identities.map(keyOf);
    if (first === undefined) continue;
    parent.set(root(first), root(first));
    for (const other of others) parent.set(root(other), root(first));
  }
  return new Map([...parent.keys()].map((key) => [key, root(key)]));
}

const groups = (entries: readonly (readonly [string, string])[]) =>
  [...Map.groupBy(entries, ([, group]) => group).values()]
    .map((own) =>
      own
        .map(([key]) => key)
        .sort()
        .join(),
    )
    .sort();

/** In the middle of the batch after this one. */
interface Kill {
  readonly batch: number;
  readonly milliseconds: number;
}

/** Sends through processes of its own; one that is killed is followed by one that sends again what was not told as taken. */
async function sendAndKill(events: readonly TrackedEvent[], killAfter: readonly Kill[]): Promise<void> {
  const shares = [0, 1, 2].map((share) => events.filter((_, index) => index % 3 === share));
  await Promise.all(
    shares.map(async (share, index) => {
      let rest = share;
      for (let attempt = 0; rest.length > 0; attempt++) {
        const taken = new Set<string>();
        const killAt = attempt === 0 ? killAfter[index] : undefined;
        await new Promise<void>((resolve, reject) => {
          const child = fork(senderFile, { execPath: process.execPath, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
          let timer: NodeJS.Timeout | undefined;
          let batches = 0;
          child.on('message', (ids) => {
            for (const id of ids as string[]) taken.add(id);
            batches++;
            if (killAt && batches === killAt.batch)
              timer = setTimeout(() => child.kill('SIGKILL'), killAt.milliseconds);
          });
          child.on('error', reject);
          child.on('exit', (code, signal) => {
            clearTimeout(timer);
            if (code === 0 || signal === 'SIGKILL') resolve();
            else reject(new Error(`A sender ended with ${code ?? signal}`));
          });
          child.send({ url: flow.database.url, partitions: 2, events: rest, atOnce: 3 });
        });
        rest = rest.filter(({ messageId }) => !taken.has(messageId));
      }
    }),
  );
}

async function drain(): Promise<void> {
  await flow.ingest.repairMerges();
  for (const end = Date.now() + 30_000; (await flow.store.identityDecisions.openUndos()).length > 0; await sleep(50)) {
    assert.ok(Date.now() < end, `an undo did not come to an end: ${String(errors.at(-1))}`);
  }
  await flow.settle();
  const waits = async () => (await flow.store.facts.progress()).some(({ waitingSince }) => waitingSince !== null);
  for (const end = Date.now() + 20_000; await waits(); await sleep(50)) assert.ok(Date.now() < end, 'facts wait');
}

async function people(run: string) {
  const rows = await flow.database.sql<{ kind: string; value: string; profile: string }[]>`
    select kind, value, profile from identity where value like ${`%${run}%`}`;
  const documents = await flow.documents([...new Set(rows.map(({ profile }) => profile))]);
  return { rows, documents: new Map(documents.map((state) => [state.profile, state])) };
}

/** Every order is counted once: in the document of whoever it belongs to, and in the facts of the same person. */
async function assertOnce(run: string, events: readonly TrackedEvent[]): Promise<void> {
  const { rows, documents } = await people(run);
  for (const { profile } of rows) assert.equal(documents.get(profile)?.mergedInto, undefined);
  const counted = [...documents.values()].reduce((sum, { orders }) => sum + orders.count, 0);
  assert.equal(counted, events.length, 'orders in documents');
  const facts = await queryRows<{ profile: string; orders: number; events: number }>(
    flow.clickhouse.client,
    `SELECT person AS profile, uniqExact(order_id) AS orders, count() AS events FROM (
       SELECT order_id, if(alias.current_profile = toUUID('00000000-0000-0000-0000-000000000000'), o.profile, alias.current_profile) AS person
       FROM order_fact AS o LEFT ANY JOIN profile_alias AS alias ON alias.profile = o.profile WHERE order_id LIKE {run:String}
     ) GROUP BY person`,
    { run: `${run}-%` },
  );
  for (const { profile, orders, events: count } of facts) {
    assert.equal(count, orders, 'no fact twice');
    assert.equal(documents.get(profile)?.orders.count, orders, 'facts and document agree');
  }
  assert.equal(
    facts.reduce((sum, { orders }) => sum + orders, 0),
    events.length,
    'orders in facts',
  );
}

async function splitOne(run: string): Promise<boolean> {
  const { documents } = await people(run);
  for (const winner of documents.values()) {
    for (const loser of losersOf(winner.absorbed)) {
      const [tombstone] = await flow.documents([loser]);
      if (tombstone?.mergedInto !== winner.profile || tombstone.kept?.winner === undefined) continue;
      const own = readDocument(tombstone.kept.loser) as ProfileState;
      const before = readDocument(tombstone.kept.winner) as ProfileState;
      const told = { loserTraits: own.traits, winnerTraits: before.traits, loserParts: losersOf(own.absorbed) };
      const result = await flow.store.identityDecisions.split(1, loser, JSON.stringify(told), 'ada');
      return typeof result === 'object';
    }
  }
  return false;
}

test('senders that race and are killed end with the people of the model, each event once, also after an undo', async () => {
  const story = fc.record({
    deeds: fc.array(deed, { minLength: 60, maxLength: 90 }),
    kills: fc.array(fc.record({ batch: fc.integer({ min: 1, max: 5 }), milliseconds: fc.nat({ max: 8 }) }), {
      minLength: 3,
      maxLength: 3,
    }),
  });
  await fc.assert(
    fc.asyncProperty(story, async ({ deeds, kills }) => {
      const run = randomUUID().slice(0, 8);
      const events = deeds.map((one, index) => {
        const properties = { revenue: 1, order_id: `${run}-${index}` };
        const event = trackedEvent(identitiesOf(run, one), { type: 'track', name: 'Order Completed', properties });
        return { ...event, messageId: `${run}-${index}` };
      });
      await sendAndKill(events, kills);
      await drain();
      const { rows } = await people(run);
      assert.deepEqual(groups(rows.map((row) => [keyOf(row), row.profile])), groups([...components(events)]));
      await assertOnce(run, events);

      // While the two are told apart, both go on buying, through caches that may not know yet.
      const more = events.slice(0, 20).map((event, index) => ({
        ...event,
        messageId: `${run}-more-${index}`,
        content: {
          type: 'track' as const,
          name: 'Order Completed',
          properties: { revenue: 1, order_id: `${run}-more-${index}` },
        },
      }));
      const [isSplit] = await Promise.all([splitOne(run), sendAndKill(more, [])]);
      await drain();
      if (isSplit) await assertOnce(run, [...events, ...more]);
      assert.deepEqual(errors, []);
    }),
    costlyRuns(3),
  );
});
