import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { emptyCommit } from '#components/store/contract-inputs.ts';
import type { ChannelAccount } from '#contracts/api/channel.ts';
import { type DeliveryStory, deliveryDetail } from '#contracts/api/delivery.ts';
import { emptyReports, startTestServer, type TestServer } from '#test/server.ts';
import type { ChannelAccounts } from '../delivery-parts.ts';

const delivery = randomUUID();
const profile = randomUUID();
const at = '2026-03-04T05:06:07.000Z';
let story: DeliveryStory = {
  ...{ id: delivery, profile, personName: 'Anna', message: 'welcome', messageName: 'Welcome' },
  ...{ journey: 'hello', journeyName: 'Hello', node: 'send', channel: 'email', outcome: 'deferred', reason: null, at },
  ...{ kinds: [], decisions: [], facts: [] },
};
let account: ChannelAccount = {
  ...{ channel: 'email', provider: 'smtp', settings: {}, secrets: [], providers: ['smtp'] },
  ...{ receiptUrl: null, stoppedReason: null, updatedAt: at },
};

let server: TestServer;
before(async () => {
  const channels: ChannelAccounts = {
    list: async () => [account],
    save: async () => account,
    test: async () => ({ ok: true, reason: null, detail: null }),
  };
  server = await startTestServer({ parts: { analytics: { ...emptyReports, delivery: async () => story }, channels } });
});
after(() => server.close());

async function pending() {
  const { status, body } = await server.api('GET', `/deliveries/${delivery}`);
  assert.equal(status, 200);
  return deliveryDetail.parse(body).pending;
}

test('a message that was decided on tells what it waits for', async () => {
  const { lanes, outbox } = server.parts.store;
  assert.equal(await pending(), null, 'its journey still waits with it');

  const { epoch, commit } = await lanes.acquire(0);
  const body = JSON.stringify({ channel: 'email', notBefore: 0, notAfter: Date.now() + 90_000_000 });
  const row = { lane: 0, workspace: 1, profile, id: delivery, kind: 'deliver', rank: 1, notBefore: 1, body } as const;
  await lanes.commit({ ...emptyCommit(0, epoch, commit + 1), outbox: [row] });
  const itsTurn = { accountStopped: null, reason: null, nextTryAt: null, dead: false };
  assert.deepEqual(await pending(), itsTurn);

  const lease = { holder: 0, now: Date.now(), milliseconds: 60_000 };
  const [item] = await outbox.claim([{ workspace: 1, channel: 'email', upTo: [1, 1, 1] }], lease);
  assert.ok(item);
  const nextTryAt = Date.now() + 3_600_000;
  await outbox.settle([{ item, outcome: { type: 'retry', at: nextTryAt, error: 'connection_failed' } }]);
  const again = { ...itsTurn, reason: 'connection_failed', nextTryAt: new Date(nextTryAt).toISOString() };
  assert.deepEqual(await pending(), again);

  account = { ...account, stoppedReason: 'authentication_failed' };
  assert.deepEqual(await pending(), { ...again, accountStopped: 'authentication_failed' });
  account = { ...account, stoppedReason: null };

  await outbox.settle([{ item, outcome: { type: 'retry', at: nextTryAt, error: 'lease_too_short' } }]);
  assert.deepEqual(await pending(), { ...again, reason: null }, 'a word of the platform for itself');

  await outbox.settle([{ item, outcome: { type: 'dead', error: 'SyntaxError' } }]);
  assert.deepEqual(await pending(), { ...itsTurn, dead: true });

  await outbox.settle([{ item, outcome: { type: 'done' } }]);
  assert.equal(await pending(), null);
  story = { ...story, outcome: 'sent' };
  assert.equal(await pending(), null);
});
