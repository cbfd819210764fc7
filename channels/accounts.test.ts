import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { openPostgresChannelAccounts } from '#components/channel-account/postgres-store.ts';
import { openPostgresSandboxInbox } from '#components/sandbox-inbox/postgres-inbox.ts';
import type { JsonObject } from '#contracts/json.ts';
import { createTestDatabase, type TestDatabase } from '#test/database.ts';
import { eventually } from '#test/eventually.ts';
import { type ChannelAccounts, openChannelAccounts } from './accounts.ts';
import { startTestSmtpServer } from './email-smtp/test-server.ts';
import { createProviders } from './providers.ts';
import { openSecrets, sealSecrets } from './secrets.ts';

const smtp = { host: '127.0.0.1', port: 2_525, security: 'none', from: 'hello@shop.example' } as const;
const secretKey = Buffer.alloc(32, 1);
let database: TestDatabase;
let errors: unknown[];
const opened: ChannelAccounts[] = [];

before(async () => {
  database = await createTestDatabase();
});
after(async () => {
  await Promise.all(opened.map((accounts) => accounts.close()));
  await database.drop();
});
beforeEach(() => {
  errors = [];
});

async function open(key = secretKey): Promise<ChannelAccounts> {
  const note = (error: unknown) => void errors.push(error);
  const accounts = await openChannelAccounts({
    store: openPostgresChannelAccounts(database.sql),
    providers: createProviders(openPostgresSandboxInbox(database.sql)),
    secretKey: key,
    clock: Date.now,
    log: { error: note, warn: note },
  });
  opened.push(accounts);
  return accounts;
}

test('a channel that nobody set up uses the sandbox, where there is one', async () => {
  const accounts = await open();
  assert.equal(accounts.find(1, 'email')?.provider, 'sandbox');
  assert.equal(accounts.find(1, 'push')?.provider, 'sandbox');
  assert.equal(accounts.find(1, 'webhook'), undefined);
  assert.equal(accounts.find(1, 'email'), accounts.find(1, 'email'));
  assert.deepEqual(
    (await accounts.describe(1)).find(({ channel }) => channel === 'email'),
    {
      channel: 'email',
      provider: 'sandbox',
      settings: {},
      secrets: [],
      providers: ['sandbox', 'smtp'],
      receiptUrl: null,
      stoppedReason: null,
      updatedAt: null,
    },
  );
});

test('what was saved sends here and in other processes, and secrets stay secret', async () => {
  const [here, there] = [await open(), await open()];
  const before = there.find(2, 'email');
  const settings = { ...smtp, username: 'shop', password: 'hunter2' };
  assert.deepEqual(await here.save(2, 'email', { provider: 'smtp', settings }), { ok: true });
  assert.equal(here.find(2, 'email')?.provider, 'smtp');
  await eventually(async () => there.find(2, 'email') !== before && there.find(2, 'email')?.provider === 'smtp');

  const described = (await here.describe(2)).find(({ channel }) => channel === 'email');
  assert.deepEqual(described?.secrets, ['password']);
  assert.equal(described?.settings.username, 'shop');
  assert.equal('password' in (described?.settings ?? {}), false);
  const [row] = await database.sql`select * from channel_account where workspace = 2`;
  assert.equal(JSON.stringify(row).includes('hunter2'), false);
  assert.equal(Buffer.from(row?.secrets).includes('hunter2'), false);

  // Left out, the password keeps its value; given, it is another one.
  const { password: _, ...rest } = settings;
  const renamed = { ...rest, from: 'shop@shop.example' };
  assert.deepEqual(await here.save(2, 'email', { provider: 'smtp', settings: renamed }), { ok: true });
  assert.deepEqual((await here.describe(2)).find(({ channel }) => channel === 'email')?.secrets, ['password']);
});

test('a stored password goes to no other server, port or user: it has to be written again', async () => {
  const accounts = await open();
  const settings = { ...smtp, username: 'shop', password: 'hunter2' };
  await accounts.save(6, 'email', { provider: 'smtp', settings });
  const { password: _, ...rest } = settings;
  const save = (changed: object) => accounts.save(6, 'email', { provider: 'smtp', settings: { ...rest, ...changed } });
  for (const changed of [{ host: 'evil.example' }, { port: 25 }, { username: 'other' }, { security: 'tls' }]) {
    const answer = await save(changed);
    assert.ok(!answer.ok, JSON.stringify(changed));
    assert.deepEqual(
      answer.problems.map(({ field, code }) => `${field} ${code}`),
      ['password secret_again'],
    );
  }
  assert.deepEqual(await save({ host: 'localhost', password: 'hunter3' }), { ok: true });
  assert.deepEqual(await save({ host: 'localhost', maxConnections: 3 }), { ok: true });
  // Without a user name there is nobody whose password it could be.
  assert.deepEqual(await save({ username: '' }), { ok: true });
  assert.deepEqual((await accounts.describe(6)).find(({ channel }) => channel === 'email')?.secrets, []);
});

test('wrong settings are refused with the field', async () => {
  const accounts = await open();
  const wrong = await accounts.save(3, 'email', { provider: 'smtp', settings: { ...smtp, port: 'x' } });
  assert.ok(!wrong.ok);
  assert.deepEqual(
    wrong.problems.map(({ field, code }) => `${field} ${code}`),
    ['port not_a_number'],
  );
  const codesOf = async (settings: JsonObject) => {
    const answer = await accounts.save(3, 'email', { provider: 'smtp', settings });
    return answer.ok ? [] : answer.problems.map(({ field, code }) => `${field} ${code}`);
  };
  assert.deepEqual(await codesOf({ from: 'nobody' }), ['host required', 'from not_an_address']);
  assert.deepEqual(await codesOf({ ...smtp, port: 0, security: 'some' }), ['port too_small', 'security not_an_option']);
  assert.deepEqual(await codesOf({ ...smtp, unheardOf: 1 }), ['unheardOf unknown_setting']);
  assert.deepEqual(await codesOf({ ...smtp, username: 'shop' }), ['password sign_in_incomplete']);
  assert.deepEqual(await codesOf({ ...smtp, dkimDomain: 'shop.example' }), ['dkimDomain dkim_incomplete']);
  assert.deepEqual(await codesOf({ ...smtp, bounceDomain: 'no domain' }), ['bounceDomain not_a_domain']);
  const other = await accounts.save(3, 'sms', { provider: 'smtp', settings: {} });
  assert.ok(!other.ok && other.problems[0]?.field === 'provider');
});

test('with another key an account sends nothing, and says so', async () => {
  const accounts = await open(Buffer.alloc(32, 2));
  assert.equal(accounts.find(2, 'email'), undefined);
  assert.equal(errors.length, 1);
});

test('a test message goes through the account itself', async () => {
  const accounts = await open();
  const server = await startTestSmtpServer();
  await accounts.save(4, 'email', { provider: 'smtp', settings: { ...smtp, port: server.port } });
  assert.equal((await accounts.testSend(4, 'email', 'jane@example.com')).type, 'accepted');
  assert.equal(server.mails.length, 1);
  server.refuse({ at: 'RCPT', code: 550, text: '5.1.1 No such user' });
  const refused = await accounts.testSend(4, 'email', 'jane@example.com');
  assert.ok(refused.type === 'suppress' && refused.detail?.includes('No such user'));
  assert.deepEqual(await accounts.testSend(4, 'webhook', 'x'), { type: 'stop', reason: 'channel_off' });
  await server.close();
});

test('a stop is remembered until the account is saved again', async () => {
  const accounts = await open();
  accounts.reportStop(2, 'email', 'authentication_failed');
  const reason = async () => {
    const [row] = await database.sql`select stopped_reason from channel_account where workspace = 2`;
    return row?.stopped_reason as string | null;
  };
  await eventually(async () => (await reason()) === 'authentication_failed');
  const described = async () => (await accounts.describe(2)).find(({ channel }) => channel === 'email')?.stoppedReason;
  assert.equal(await described(), 'authentication_failed');
  const settings = { ...smtp, username: '', password: null };
  assert.deepEqual(await accounts.save(2, 'email', { provider: 'smtp', settings }), { ok: true });
  assert.equal(await reason(), null);
  assert.equal(await described(), null);
  assert.deepEqual((await accounts.describe(2)).find(({ channel }) => channel === 'email')?.secrets, []);
});

test('sealed secrets open with their key, in their place, unchanged, and in no other way', () => {
  const sealed = sealSecrets(secretKey, 'here', { password: 'hunter2' });
  assert.deepEqual(openSecrets(secretKey, 'here', sealed), { password: 'hunter2' });
  assert.notDeepEqual(sealSecrets(secretKey, 'here', { password: 'hunter2' }), sealed);
  assert.throws(() => openSecrets(secretKey, 'elsewhere', sealed));
  assert.throws(() => openSecrets(Buffer.alloc(32, 2), 'here', sealed));
  for (const index of [0, 12, sealed.length - 1]) {
    const changed = Uint8Array.from(sealed, (byte, at) => (at === index ? byte ^ 1 : byte));
    assert.throws(() => openSecrets(secretKey, 'here', changed));
  }
});
