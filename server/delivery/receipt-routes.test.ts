import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import Fastify, { type FastifyInstance } from 'fastify';
import { Webhook } from 'standardwebhooks';
import { type ChannelAccounts, openChannelAccounts } from '#channels/accounts.ts';
import { feedbackReport, statusNotification } from '#channels/email-smtp/test-reports.ts';
import { createProviders } from '#channels/providers.ts';
import { signReference } from '#channels/receipts/reference.ts';
import { openPostgresChannelAccounts } from '#components/channel-account/postgres-store.ts';
import { openPostgresSandboxInbox } from '#components/sandbox-inbox/postgres-inbox.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import { createTestDatabase, type TestDatabase } from '#test/database.ts';
import { registerErrorHandler } from '../error-handler.ts';
import { createReceiptRoutes } from './receipt-routes.ts';

const key = Buffer.alloc(32, 1);
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const known = randomUUID();
let database: TestDatabase;
let accounts: ChannelAccounts;
let app: FastifyInstance;
let appended: ProfileStimulus[];
let now = Date.now();

before(async () => {
  database = await createTestDatabase();
  accounts = await openChannelAccounts({
    store: openPostgresChannelAccounts(database.sql),
    providers: createProviders(openPostgresSandboxInbox(database.sql)),
    secretKey: Buffer.alloc(32, 2),
    links: { publicUrl: 'https://shop.example', key },
    clock: () => now,
    log: { error: () => {}, warn: () => {} },
  });
  const smtp = { host: '127.0.0.1', port: 2_525, security: 'none', from: 'hello@shop.example' };
  await accounts.save(1, 'email', { provider: 'smtp', settings: smtp });
  await accounts.save(1, 'webhook', { provider: 'webhook', settings: { url: 'https://hook.example', secret } });
  app = Fastify();
  registerErrorHandler(app);
  await app.register(
    createReceiptRoutes({
      accounts,
      store: {
        readProfiles: async (_workspace, ids) => new Map(ids.filter((id) => id === known).map((id) => [id, '{}'])),
      },
      appendStimuli: async (stimuli) => void appended.push(...stimuli),
      takeInbound: async (_account, messages) => ({ taken: messages.length, ignored: 0 }),
      clock: () => now,
    }),
  );
});
after(async () => {
  await app.close();
  await accounts.close();
  await database.drop();
});
beforeEach(() => {
  appended = [];
  now += 60_000;
});

async function addressOf(channel: string): Promise<string> {
  const account = (await accounts.describe(1)).find((one) => one.channel === channel);
  return new URL(account?.receiptUrl ?? '').pathname;
}

const message = (profile = known) => ({ delivery: randomUUID(), profile });
const quoting = (of: ReturnType<typeof message>) => ({ messageId: `${signReference(key, 1, of)}@shop.example` });

async function post(url: string, payload: string, headers: Record<string, string> = {}) {
  const answer = await app.inject({ method: 'POST', url, payload, headers });
  return { status: answer.statusCode, body: answer.json(), retryAfter: answer.headers['retry-after'] };
}

const mail = { 'content-type': 'message/rfc822' };

test('a bounce and a complaint that a mail server posts reach the person, under ids by which a repeat is known', async () => {
  const url = await addressOf('email');
  const bounced = message();
  const first = await post(url, statusNotification(quoting(bounced)), mail);
  assert.deepEqual([first.status, first.body], [202, { taken: 1, ignored: 0 }]);
  await post(url, statusNotification(quoting(bounced)), mail);
  await post(url, feedbackReport(quoting(bounced)), mail);
  const [one, again, complaint] = appended;
  assert.equal(one?.id, again?.id);
  assert.deepEqual(
    { ...one, at: 0 },
    {
      type: 'receipt',
      workspace: 1,
      profile: known,
      id: `${bounced.delivery}:bounced:provider:permanent`,
      at: 0,
      receivedAt: now,
      delivery: bounced.delivery,
      kind: 'bounced',
      channel: 'email',
      provider: 'smtp',
      reason: 'address_unknown',
      permanent: true,
    },
  );
  assert.ok(complaint?.type === 'receipt' && complaint.kind === 'complained');
});

test('a report about nobody, or somebody who was erased, is ignored', async () => {
  const url = await addressOf('email');
  assert.deepEqual((await post(url, statusNotification({}), mail)).body, { taken: 0, ignored: 1 });
  const erased = await post(url, statusNotification(quoting(message(randomUUID()))), mail);
  assert.deepEqual(erased.body, { taken: 0, ignored: 1 });
  assert.deepEqual(appended, []);
});

test('a webhook reports in signed batches', async () => {
  const url = await addressOf('webhook');
  const [a, b] = [message(), message()];
  const body = JSON.stringify({
    receipts: [
      { reference: signReference(key, 1, a), type: 'delivered' },
      { reference: signReference(key, 1, b), type: 'clicked', link: 'https://shop.example/hat' },
    ],
  });
  const at = new Date();
  const headers = {
    'content-type': 'application/json',
    'webhook-id': 'm1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook(secret).sign('m1', at, body),
  };
  assert.deepEqual((await post(url, body, headers)).body, { taken: 2, ignored: 0 });
  assert.deepEqual(
    appended.map((one) => one.type === 'receipt' && `${one.kind} ${one.channel} ${one.delivery}`),
    [`delivered webhook ${a.delivery}`, `clicked webhook ${b.delivery}`],
  );
  assert.equal((await post(url, body.replace('delivered', 'opened'), headers)).status, 401);
});

test('an unknown address, a body that is no report, one that is too large, and too many', async () => {
  const url = await addressOf('email');
  assert.equal((await post('/receipts/nobody', 'x', mail)).status, 404);
  assert.equal((await post(url.replace('/receipts/', '/receipts/A'), 'x', mail)).status, 404);
  assert.equal((await post(url, '', mail)).status, 400);
  assert.equal((await post(url, 'x'.repeat(2 * 1_024 * 1_024 + 1), mail)).status, 413);
  const answers = await Promise.all(Array.from({ length: 510 }, () => post(url, statusNotification({}), mail)));
  const refused = answers.filter(({ status }) => status === 429);
  assert.ok(refused.length > 0 && refused.every(({ retryAfter }) => retryAfter === '1'));
});

test('another provider makes the address invalid', async () => {
  const url = await addressOf('email');
  await accounts.save(1, 'email', { provider: 'sandbox', settings: {} });
  assert.equal((await post(url, statusNotification(quoting(message())), mail)).status, 404);
});
