import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DeliveryDesk, delivery, openDeliveryDesk, somebody } from '#test/delivery.ts';
import { eventually } from '#test/eventually.ts';

let desk: DeliveryDesk;
let worker: { stop(): Promise<void> } | undefined;
before(async () => {
  desk = await openDeliveryDesk();
});
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
  await desk.clear();
});
after(() => desk.close());

const settled = () => eventually(async () => (await desk.store.outbox.counts()).claimed === 0);

test('a mail is rendered, handed over and receipted; its row is gone', async () => {
  worker = desk.start();
  const ada = somebody({ traits: { firstName: 'Ada' } });
  const effect = delivery(ada, { trigger: { event: 'Product Added', properties: { name: 'Red <hat>' } } });
  await desk.commit([ada], [effect]);
  const [receipt] = await desk.awaitReceipts(1);
  assert.deepEqual(
    { ...receipt, at: 0, receivedAt: 0 },
    {
      type: 'receipt',
      workspace: 1,
      profile: ada.profile,
      id: `${effect.delivery}:handed_over`,
      at: 0,
      receivedAt: 0,
      delivery: effect.delivery,
      kind: 'handed_over',
      channel: 'email',
      provider: 'sandbox',
    },
  );
  const shown = await desk.inbox.read(1, effect.delivery);
  assert.equal(shown?.subject, 'Hello Ada');
  assert.equal(shown?.recipient, `${ada.profile}@example.com`);
  const content = JSON.parse(shown?.content ?? '{}') as { html: string; headers: { name: string }[] };
  assert.match(content.html, /Red &lt;hat&gt; <a href="https:\/\/shop\.example\/l\/[\w-]+">waits/);
  assert.ok(content.headers.some(({ name }) => name === 'List-Unsubscribe-Post'));
  await settled();
  assert.deepEqual(await desk.store.outbox.counts(), { pending: 0, claimed: 0, dead: 0 });
  assert.deepEqual(desk.errors, []);
});

test('links of a text message are short and can be followed', async () => {
  worker = desk.start();
  const ada = somebody();
  const effect = delivery(ada, { channel: 'sms' });
  await desk.commit([ada], [effect]);
  await desk.awaitReceipts(1);
  const shown = await desk.inbox.read(1, effect.delivery);
  const code = /https:\/\/shop\.example\/s\/([\w-]{11})$/.exec(JSON.parse(shown?.content ?? '{}').text)?.[1];
  assert.ok(code);
  assert.ok(await desk.parts.shortLinks.find(code));
});

test('two thousand are handed over once each', async () => {
  const people = Array.from({ length: 2_000 }, () => somebody());
  await desk.commit(
    people,
    people.map((one) => delivery(one)),
  );
  const began = performance.now();
  worker = desk.start();
  const receipts = await eventually(async () => {
    const found = (await desk.store.outbox.counts()).pending === 0 && (await desk.receipts());
    return found && found.length >= 2_000 ? found : undefined;
  }, 30);
  const perSecond = Math.round(2_000_000 / (performance.now() - began));
  assert.equal(new Set(receipts.map(({ id }) => id)).size, receipts.length);
  assert.ok(perSecond > 200, `${perSecond} a second`);
});

test('what the person or the settings forbid meanwhile is held back with the reason', async () => {
  worker = desk.start();
  const consent = { channel: 'email', topic: 'offers', status: 'denied', at: 1, source: 'one_click' } as const;
  const denied = somebody({ consents: [consent] });
  const unreachable = somebody({ identities: [] });
  const late = somebody();
  const effects = [
    delivery(denied),
    delivery(unreachable),
    delivery(late, { notAfter: Date.now() - 1 }),
    delivery(late, { message: 'gone' }),
    delivery(late, { message: 'broken', channel: 'sms' }),
  ];
  await desk.commit([denied, unreachable, late], effects);
  const receipts = await desk.awaitReceipts(5);
  const said = effects.map(({ delivery: id }) => {
    const receipt = receipts.find((one) => one.delivery === id);
    return `${receipt?.kind} ${receipt?.reason}`;
  });
  assert.deepEqual(said, [
    'held_back topic_denied',
    'held_back unreachable',
    'expired expired',
    'held_back no_variant',
    'held_back render_failed',
  ]);
  assert.equal((await desk.inbox.list(1, { limit: 10 })).length, 0);
});

test('after a merge the person of today gets it, once her document has taken in the other', async () => {
  worker = desk.start();
  const winner = somebody();
  const loser = somebody({ mergedInto: winner.profile });
  const effect = delivery(loser);
  await desk.commit([winner, loser], [effect]);
  await sleep(100);
  assert.equal((await desk.receipts()).length, 0);
  await desk.commit([{ ...winner, absorbed: [`absorb:${loser.profile}:${winner.profile}`] }], []);
  desk.advance(2_000);
  const [receipt] = await desk.awaitReceipts(1);
  assert.equal(receipt?.profile, loser.profile);
  assert.equal((await desk.inbox.read(1, effect.delivery))?.recipient, `${winner.profile}@example.com`);
});

test('for somebody who was erased nothing is sent and nothing is recorded', async () => {
  worker = desk.start();
  await desk.commit([], [delivery(somebody())]);
  await eventually(async () => Object.values(await desk.store.outbox.counts()).every((count) => count === 0));
  assert.equal((await desk.receipts()).length, 0);
  assert.equal((await desk.inbox.list(1, { limit: 10 })).length, 0);
});

test('a row that cannot be read becomes a dead letter and stops nobody', async () => {
  worker = desk.start();
  const ada = somebody();
  await desk.commit([ada], [delivery(ada, { type: 'nonsense' as 'deliver' }), delivery(ada)]);
  await desk.awaitReceipts(1);
  await settled();
  assert.deepEqual(await desk.store.outbox.counts(), { pending: 0, claimed: 0, dead: 1 });
});

test('a class that is not known is a dead letter and stops nobody', async () => {
  const ada = somebody();
  const poison = delivery(ada);
  await desk.commit([ada], [poison, delivery(ada)]);
  await desk.database.sql`
    update outbox set body = replace(body, '"triggered"', '"nonsense"') where id = ${poison.delivery}`;
  worker = desk.start();
  await desk.awaitReceipts(1);
  await settled();
  assert.deepEqual(await desk.store.outbox.counts(), { pending: 0, claimed: 0, dead: 1 });
});

test('a lone message is with the sandbox within milliseconds of its commit', async (context) => {
  worker = desk.start({ looks: { dueEvery: 250, endingEvery: 1_000, holdersEvery: 2_000 } });
  const causes = new Map<string, number>();
  for (let round = 0; round < 15; round++) {
    const ada = somebody();
    const effect = delivery(ada, { causedAt: Date.now() });
    causes.set(effect.delivery, effect.causedAt);
    await desk.commit([ada], [effect]);
    await sleep(20);
  }
  const receipts = await desk.awaitReceipts(15);
  const taken = receipts.map((one) => one.at - (causes.get(one.delivery) ?? Number.NaN));
  taken.sort((a, b) => a - b);
  const median = taken[7] ?? Number.NaN;
  context.diagnostic(`commit to hand-over: median ${median} ms, worst ${taken.at(-1)} ms`);
  assert.ok(median < 250, `median ${median} ms`);
});
