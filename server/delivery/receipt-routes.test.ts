import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import Fastify, { type FastifyInstance } from 'fastify';
import { Webhook } from 'standardwebhooks';
import { type ChannelAccounts, openChannelAccounts } from '#channels/accounts.ts';
import { answerMail, feedbackReport, statusNotification } from '#channels/email-smtp/test-reports.ts';
import { createProviders } from '#channels/providers.ts';
import { signReference } from '#channels/receipts/reference.ts';
import { openPostgresChannelAccounts } from '#components/channel-account/postgres-store.ts';
import { openPostgresSandboxInbox } from '#components/sandbox-inbox/postgres-inbox.ts';
import type { Store } from '#components/store/port/index.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import type { TrackedEvent } from '#contracts/tracked-event.ts';
import { defaultIdentityRules } from '#core/identity/rules.ts';
import { createTestDatabase, type TestDatabase } from '#test/database.ts';
import { registerErrorHandler } from '../error-handler.ts';
import { createReceiptRoutes } from './receipt-routes.ts';
import { createInboundTaker } from './take-inbound.ts';

const key = Buffer.alloc(32, 1);
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const known = randomUUID();
let database: TestDatabase;
let accounts: ChannelAccounts;
let app: FastifyInstance;
let appended: ProfileStimulus[];
let tracked: TrackedEvent[];
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
      takeInbound: createInboundTaker({
        store: {
          readProfiles: async (_workspace, ids) => new Map(ids.filter((id) => id === known).map((id) => [id, '{}'])),
          identities: {
            ...({} as Store['identities']),
            find: async (_workspace, asked) =>
              asked.flatMap(({ kind, value }) => {
                const shared = value === 'family@example.com';
                const isKnown = shared || value === 'jane@example.com';
                return isKnown ? [{ kind, value, profile: known, shared, others: [] }] : [];
              }),
          },
        },
        sink: {
          accept: async (events) => {
            tracked.push(...events);
            return { duplicates: 0 };
          },
        },
        appendStimuli: async (stimuli) => void appended.push(...stimuli),
        identityRules: () => defaultIdentityRules,
        country: async () => 'GB',
      }),
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
  tracked = [];
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

const signedPost = (body: object, at = new Date(now), by = secret) => {
  const text = JSON.stringify(body);
  const headers = {
    'content-type': 'application/json',
    'webhook-id': 'msg_in',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook(by).sign('msg_in', at, text),
  };
  return [text, headers] as const;
};

test('a message of a person comes in signed, under an id by which a repeat is known', async () => {
  const url = await addressOf('webhook');
  const said = { id: 'in-1', from: { kind: 'phone', value: '07911 123456' }, text: 'JOIN', to: '60777' };
  const at = new Date();
  const first = await post(url, ...signedPost({ messages: [said] }, at));
  assert.deepEqual([first.status, first.body], [202, { taken: 1, ignored: 0 }]);
  await post(url, ...signedPost({ messages: [said] }, at));
  await post(url, ...signedPost({ messages: [{ ...said, id: 'in-2' }] }, at));
  const [one, again, other] = tracked;
  assert.deepEqual(one?.identities, [{ kind: 'phone', value: '+447911123456' }]);
  assert.partialDeepStrictEqual(one?.content, {
    name: 'Inbound Message Received',
    properties: { channel: 'webhook', text: 'JOIN', to: '60777', provider: 'webhook' },
    inbound: { channel: 'webhook' },
  });
  assert.equal(one?.messageId, again?.messageId);
  assert.notEqual(one?.messageId, other?.messageId);
});

test('a message that is not signed, is too old or has another form is not taken', async () => {
  const url = await addressOf('webhook');
  const messages = [{ id: 'in-3', from: { kind: 'phone', value: '07911 123456' }, text: 'JOIN' }];
  const statusOf = async (...sent: readonly [string, Record<string, string>]) => (await post(url, ...sent)).status;
  assert.equal(await statusOf(...signedPost({ messages }, new Date(Date.now() - 600_000))), 401);
  const otherSecret = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;
  assert.equal(await statusOf(...signedPost({ messages }, new Date(), otherSecret)), 401);
  const [, headers] = signedPost({ messages }, new Date());
  assert.equal(await statusOf(JSON.stringify({ messages: [{ ...messages[0], text: 'STOP' }] }), headers), 401);
  assert.equal(await statusOf(...signedPost({}, new Date())), 400);
  assert.deepEqual(tracked, []);
});

test('whose an answer is: the address first, then who was sent the message, then somebody new', async () => {
  const url = await addressOf('email');
  const sent = message();
  const reference = signReference(key, 1, sent);
  const answer = async (from: string, withReference: boolean) => {
    const said = answerMail({ id: randomUUID(), text: 'yes', from, ...(withReference && { reference }) });
    return (await post(url, said, mail)).body;
  };
  assert.deepEqual(await answer('jane@example.com', true), { taken: 1, ignored: 0 });
  assert.deepEqual(tracked[0]?.content.type === 'track' && tracked[0].content.inbound, {
    channel: 'email',
    delivery: sent.delivery,
  });
  await answer('another@example.com', true);
  assert.partialDeepStrictEqual(appended, [{ type: 'track', profile: known, identities: [] }]);
  await answer('another@example.com', false);
  assert.deepEqual(tracked[1]?.identities, [{ kind: 'email', value: 'another@example.com' }]);
  // What so many people share that it names nobody.
  assert.deepEqual(await answer('family@example.com', false), { taken: 0, ignored: 1 });
});

test('another provider makes the address invalid', async () => {
  const url = await addressOf('email');
  await accounts.save(1, 'email', { provider: 'sandbox', settings: {} });
  assert.equal((await post(url, statusNotification(quoting(message())), mail)).status, 404);
});
