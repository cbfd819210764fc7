import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SendResult } from '#channels/port.ts';
import { openOutboxHolder } from '#components/store/postgres/outbox-holder.ts';
import {
  type DeliveryDesk,
  delivery,
  directoryOf,
  eventually,
  openDeliveryDesk,
  scriptedAdapter,
  somebody,
} from '#test/delivery.ts';
import { message, release, send } from '#test/work.ts';

const compiled = release({
  messages: [
    message('basket', {
      variants: {
        email: {
          subject: 'Hello {{ person.firstName }}',
          preheader: '',
          html: '<p>{{ event.name }} <a href="https://shop.example/basket?a=1&amp;b=2">waits</a></p>',
          text: '',
        },
        sms: { text: 'Your {{ event.name }}: https://shop.example/a/long/address/of/the/basket' },
      },
    }),
    message('broken', { variants: { sms: { text: '{% for %}' } } }),
    message('receipt', { purpose: 'transactional' }),
  ],
});

describe('delivery', () => {
  let desk: DeliveryDesk;
  let worker: { stop(): Promise<void> } | undefined;

  beforeEach(async () => {
    desk = await openDeliveryDesk(compiled);
  });
  afterEach(async () => {
    await worker?.stop();
    worker = undefined;
    await desk.close();
  });

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

  test('what was sent is not sent again while it cannot be noted, though its lease ends', async () => {
    const adapter = scriptedAdapter();
    let isAway = true;
    const { outbox } = desk.store;
    const settle: typeof outbox.settle = async (settlements) => {
      if (isAway) throw new Error('the database is away');
      await outbox.settle(settlements);
    };
    worker = desk.start({ store: { ...desk.store, outbox: { ...outbox, settle } }, adapters: directoryOf(adapter) });
    const ada = somebody();
    await desk.commit([ada], [delivery(ada)]);
    await eventually(async () => desk.errors.length > 0);
    for (let lease = 0; lease < 2; lease++) {
      desk.advance(150_000);
      await sleep(600);
    }
    isAway = false;
    await eventually(async () => (await outbox.counts()).claimed + (await outbox.counts()).pending === 0);
    assert.equal(adapter.sent.length, 1);
    desk.errors.length = 0;
  });

  test('when people or links cannot be read for a moment, messages do not wait for the end of their lease', async () => {
    let failures = 0;
    const failOnce = <A extends unknown[], R>(work: (...words: A) => Promise<R>) => {
      let left = 1;
      return async (...words: A): Promise<R> => {
        if (left-- > 0) {
          failures += 1;
          throw new Error('the database is away');
        }
        return await work(...words);
      };
    };
    const readProfiles = failOnce(desk.store.readProfiles);
    const add = failOnce(desk.parts.shortLinks.add);
    worker = desk.start({
      store: { ...desk.store, readProfiles },
      shortLinks: { ...desk.parts.shortLinks, add },
    });
    const ada = somebody();
    await desk.commit([ada], [delivery(ada, { channel: 'sms' })]);
    await desk.awaitReceipts(1);
    assert.equal(failures, 2);
    desk.errors.length = 0;
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

  const answers: readonly (readonly [answer: SendResult, receipt: string])[] = [
    [{ type: 'drop', reason: 'message_refused' }, 'failed message_refused undefined'],
    [{ type: 'suppress', reason: 'address_unknown' }, 'bounced address_unknown true'],
  ];
  for (const [answer, expected] of answers) {
    test(`the answer "${answer.type}" ends in the receipt ${expected}`, async () => {
      const adapter = scriptedAdapter();
      adapter.answer = () => answer;
      worker = desk.start({ adapters: directoryOf(adapter) });
      const ada = somebody();
      await desk.commit([ada], [delivery(ada)]);
      const [receipt] = await desk.awaitReceipts(1);
      assert.equal(`${receipt?.kind} ${receipt?.reason} ${receipt?.permanent}`, expected);
    });
  }

  test('a retry comes again with the same key until it is taken', async () => {
    const adapter = scriptedAdapter();
    const keys: string[] = [];
    adapter.answer = (_message, { idempotencyKey }) => {
      keys.push(idempotencyKey);
      return keys.length < 3 ? { type: 'retry', reason: 'provider_busy' } : { type: 'accepted' };
    };
    worker = desk.start({ adapters: directoryOf(adapter), random: () => 0.01 });
    const ada = somebody();
    const effect = delivery(ada);
    await desk.commit([ada], [effect]);
    const receipts = await desk.awaitReceipts(1);
    assert.deepEqual(keys, [effect.delivery, effect.delivery, effect.delivery]);
    assert.deepEqual(
      receipts.map(({ kind }) => kind),
      ['handed_over'],
    );
  });

  test('a retry that would come too late is a failure, and an adapter that throws is tried again', async () => {
    const adapter = scriptedAdapter();
    adapter.answer = () => {
      throw new Error('not foreseen');
    };
    worker = desk.start({ adapters: directoryOf(adapter) });
    const ada = somebody();
    await desk.commit([ada], [delivery(ada, { notAfter: Date.now() + 500 })]);
    const [receipt] = await desk.awaitReceipts(1);
    assert.deepEqual([receipt?.kind, receipt?.reason], ['failed', 'internal_error']);
    assert.equal(desk.errors.length, 1);
  });

  test('a stopped account is left alone, probed with one message, and used again', async () => {
    const adapter = scriptedAdapter();
    const reports: (string | null)[] = [];
    adapter.answer = () => ({ type: 'stop', reason: 'authentication_failed' });
    worker = desk.start({
      adapters: directoryOf(adapter, (_workspace, _channel, reason) => void reports.push(reason)),
    });
    const people = Array.from({ length: 3 }, () => somebody());
    await desk.commit(
      people.slice(0, 1),
      people.slice(0, 1).map((one) => delivery(one)),
    );
    await eventually(async () => adapter.sent.length === 1);
    await desk.commit(
      people.slice(1),
      people.slice(1).map((one) => delivery(one)),
    );
    await sleep(600);
    assert.equal(adapter.sent.length, 1);
    adapter.answer = () => ({ type: 'accepted' });
    desk.advance(61_000);
    await eventually(async () => {
      desk.advance(1_000);
      return (await desk.receipts()).length === 3;
    });
    assert.deepEqual(reports, ['authentication_failed', null]);
  });

  test('a crash after the send repeats it with the same key, and its receipt is in the log once', async () => {
    const ada = somebody();
    const effect = delivery(ada);
    await desk.commit([ada], [effect]);
    const { store } = desk.parts;
    const dying = { ...store.outbox, settle: () => Promise.reject(new Error('killed')) };
    const first = desk.start({ store: { ...store, readProfiles: store.readProfiles, outbox: dying } });
    await desk.awaitReceipts(1);
    await first.stop();
    assert.equal((await store.outbox.counts()).claimed, 1);

    desk.advance(10 * 60_000);
    worker = desk.start();
    await eventually(async () => Object.values(await store.outbox.counts()).every((count) => count === 0));
    assert.equal((await desk.receipts()).length, 1);
    assert.equal((await desk.inbox.list(1, { limit: 10 })).length, 1);
  });

  test('the account keeps its rate, and what is transactional goes first', async () => {
    const adapter = scriptedAdapter({ concurrency: 1, perSecond: 20 });
    const people = Array.from({ length: 60 }, () => somebody());
    const effects = people.map((one, index) =>
      index < 50 ? delivery(one, { class: 'campaign' }) : delivery(one, { class: 'transactional', message: 'receipt' }),
    );
    await desk.commit(people, effects);
    const began = Date.now();
    worker = desk.start({ adapters: directoryOf(adapter) });
    await desk.awaitReceipts(60);
    const seconds = (Date.now() - began) / 1_000;
    const firstTen = new Set(adapter.sent.slice(0, 10).map(({ delivery: id }) => id));
    assert.ok(effects.slice(50).every(({ delivery: id }) => firstTen.has(id)));
    // 20 at once from the full bucket, the other 40 at 20 a second.
    assert.ok(seconds > 1.5 && seconds < 9, `${seconds} s`);
    assert.equal(adapter.sent.length, 60);
  });

  test('stop finishes what is being sent and puts the rest back', async () => {
    const adapter = scriptedAdapter({ concurrency: 5 });
    adapter.answer = async () => {
      await sleep(50);
      return { type: 'accepted' };
    };
    const people = Array.from({ length: 15 }, () => somebody());
    await desk.commit(
      people,
      people.map((one) => delivery(one)),
    );
    const stopping = desk.start({ adapters: directoryOf(adapter) });
    await eventually(async () => adapter.sent.length > 0);
    await stopping.stop();
    const sent = adapter.sent.length;
    assert.ok(sent < 15);
    assert.equal((await desk.receipts()).length, sent);
    assert.deepEqual(await desk.store.outbox.counts(), { pending: 15 - sent, claimed: 0, dead: 0 });
    worker = desk.start({ adapters: directoryOf(adapter) });
    await desk.awaitReceipts(15);
    assert.equal(adapter.sent.length, 15);
  });

  test('what a process that was killed had claimed is sent by another one, long before its lease ends', async () => {
    const { store, clock } = desk.parts;
    const people = [somebody(), somebody()];
    await desk.commit(
      people,
      people.map((one) => delivery(one)),
    );
    const killed = await openOutboxHolder(desk.database.url);
    const lease = { holder: killed.id, now: clock(), milliseconds: 120_000 };
    const room = [{ workspace: 1, channel: 'email', upTo: [1, 1, 1] }];
    assert.equal((await store.outbox.claim(room, lease)).length, 1);
    worker = desk.start();
    await desk.awaitReceipts(1);
    await sleep(2_500);
    assert.equal((await desk.receipts()).length, 1, 'its holder lives');
    await killed.release();
    await desk.awaitReceipts(2);
  });

  test('a slow account holds up no other one, and is not asked for more than it can take', async () => {
    const slow = scriptedAdapter({ concurrency: 2 });
    const first = Promise.withResolvers<SendResult>();
    slow.answer = () => first.promise;
    const quick = scriptedAdapter();
    const people = Array.from({ length: 300 }, () => somebody());
    await desk.commit(
      people,
      people.map((one) => delivery(one)),
    );
    worker = desk.start({
      adapters: { find: (_workspace, channel) => (channel === 'email' ? slow : quick), reportStop: () => {} },
    });
    await eventually(async () => slow.sent.length === 2);
    await desk.commit(
      [],
      people.slice(0, 20).map((one) => delivery(one, { channel: 'sms', class: 'campaign' })),
    );
    await desk.awaitReceipts(20);
    assert.equal(quick.sent.length, 20);
    assert.ok((await desk.store.outbox.counts()).claimed <= 30);
    first.resolve({ type: 'accepted' });
    await desk.awaitReceipts(320);
  });

  test('what a stopped account cannot send in time is held back while another channel can be tried', async () => {
    const adapter = scriptedAdapter();
    adapter.answer = () => ({ type: 'stop', reason: 'authentication_failed' });
    worker = desk.start({ adapters: directoryOf(adapter) });
    const people = Array.from({ length: 2 }, () => somebody());
    await desk.commit(
      people,
      people.slice(0, 1).map((one) => delivery(one)),
    );
    await eventually(async () => adapter.sent.length === 1);
    const [ending, lasting] = people.map((one, index) =>
      delivery(one, { notAfter: Date.now() + (index === 0 ? 30_000 : 3_600_000) }),
    );
    assert.ok(ending && lasting);
    await desk.commit([], [ending, lasting]);
    const [receipt] = await desk.awaitReceipts(1);
    assert.deepEqual(
      [receipt?.delivery, receipt?.kind, receipt?.reason],
      [ending.delivery, 'held_back', 'rate_limited'],
    );
    assert.equal(adapter.sent.length, 1);
    assert.equal((await desk.store.outbox.counts()).pending, 2);
  });

  test('a message that was taken back is said to be, although its account is stopped', async () => {
    const adapter = scriptedAdapter();
    adapter.answer = () => ({ type: 'stop', reason: 'authentication_failed' });
    worker = desk.start({ adapters: directoryOf(adapter) });
    const [ada, eve] = [somebody(), somebody()];
    await desk.commit([ada, eve], [delivery(ada)]);
    await eventually(async () => adapter.sent.length === 1);
    const effect = delivery(eve);
    await desk.commit([], [effect]);
    await desk.commit([{ ...eve, sends: [send({ ...effect, status: 'reserved', cancelling: true })] }], []);
    await desk.database.sql`update outbox set not_before = 0 where id = ${effect.delivery}`;
    const [receipt] = await desk.awaitReceipts(1);
    assert.equal(receipt?.kind, 'cancelled');
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
});

describe('hand-over latency', () => {
  let desk: DeliveryDesk;
  before(async () => {
    desk = await openDeliveryDesk(compiled);
  });
  after(() => desk.close());

  test('a lone message is with the sandbox within milliseconds of its commit', async (context) => {
    const worker = desk.start();
    const causes = new Map<string, number>();
    for (let round = 0; round < 30; round++) {
      const ada = somebody();
      const effect = delivery(ada, { causedAt: Date.now() });
      causes.set(effect.delivery, effect.causedAt);
      await desk.commit([ada], [effect]);
      await sleep(40);
    }
    const receipts = await desk.awaitReceipts(30);
    await worker.stop();
    const taken = receipts.map((one) => one.at - (causes.get(one.delivery) ?? Number.NaN));
    taken.sort((a, b) => a - b);
    const median = taken[15] ?? Number.NaN;
    context.diagnostic(`commit to hand-over: median ${median} ms, worst ${taken.at(-1)} ms`);
    assert.ok(median < 250, `median ${median} ms`);
  });
});
