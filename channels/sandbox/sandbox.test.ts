import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { openPostgresSandboxInbox } from '#components/sandbox-inbox/postgres-inbox.ts';
import { laneOf } from '#core/lane.ts';
import { createTestDatabase, type TestDatabase } from '#test/database.ts';
import { adapterContract } from '../contract.ts';
import type { OutgoingMessage, RenderedContent } from '../port.ts';
import { createSandboxProvider } from './sandbox.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(async () => {
  await database.drop();
});

const contents: readonly RenderedContent[] = [
  { channel: 'email', subject: 'Your basket', preheader: '', html: '<p>It waits</p>', text: 'It waits' },
  { channel: 'sms', text: 'Your basket waits' },
  { channel: 'push', title: 'Your basket', body: 'It waits', url: '' },
];

for (const content of contents) {
  adapterContract(`sandbox ${content.channel}`, async () => {
    const own = await createTestDatabase();
    return {
      provider: createSandboxProvider(openPostgresSandboxInbox(own.sql)),
      channel: content.channel,
      settings: {},
      to: 'jane@example.com',
      content,
      async received() {
        const rows = await own.sql<{ delivery: string }[]>`select delivery from sandbox_message order by at`;
        return rows.map(({ delivery }) => delivery);
      },
      close: () => own.drop(),
    };
  });
}

function openEmail() {
  const inbox = openPostgresSandboxInbox(database.sql);
  const provider = createSandboxProvider(inbox);
  return { inbox, adapter: provider.open('email', provider.settings.parse({})) };
}

function mail(to: string, subject: string): OutgoingMessage {
  const content = { channel: 'email', subject, preheader: '', html: '<p>It waits</p>', text: 'It waits' } as const;
  const unsubscribeUrl = 'https://shop.example/u/token';
  return { delivery: randomUUID(), workspace: 1, profile: randomUUID(), to, content, unsubscribeUrl };
}

test('the inbox lists the newest first, in pages, and finds by recipient, subject and channel', async () => {
  const { inbox, adapter } = openEmail();
  for (let index = 0; index < 5; index++) {
    const message = mail(`person${index}@example.com`, index === 3 ? '100% of_it' : `Offer ${index}`);
    await adapter.send(message, {
      idempotencyKey: message.delivery,
      signal: AbortSignal.timeout(5_000),
      now: 1_000 + index,
    });
  }
  const first = await inbox.list(1, { limit: 2 });
  assert.deepEqual(
    first.map(({ recipient }) => recipient),
    ['person4@example.com', 'person3@example.com'],
  );
  const [, last] = first;
  assert.ok(last);
  const second = await inbox.list(1, { limit: 2, before: last });
  assert.deepEqual(
    second.map(({ recipient }) => recipient),
    ['person2@example.com', 'person1@example.com'],
  );

  assert.equal((await inbox.list(1, { limit: 10, search: 'PERSON1@' })).length, 1);
  assert.equal((await inbox.list(1, { limit: 10, search: '100% of_' })).length, 1);
  assert.equal((await inbox.list(1, { limit: 10, search: '%' })).length, 1);
  assert.equal((await inbox.list(1, { limit: 10, channel: 'sms' })).length, 0);
  assert.equal((await inbox.list(2, { limit: 10 })).length, 0);
  assert.equal(await inbox.dropBefore(1_002, 100), 2);
  assert.equal((await inbox.list(1, { limit: 10 })).length, 3);
});

test('a message is kept as the receiver would see it, with its headers and the first open and click', async () => {
  const { inbox, adapter } = openEmail();
  const message = mail('jane@example.com', 'Your basket');
  await adapter.send(message, { idempotencyKey: message.delivery, signal: AbortSignal.timeout(5_000), now: 5 });
  const lane = laneOf(1, message.profile);
  await inbox.markEngaged(lane, message.delivery, 'opened', 10);
  await inbox.markEngaged(lane, message.delivery, 'opened', 20);
  assert.deepEqual(await engagement(), { openedAt: 10, clickedAt: null });
  await inbox.markEngaged(lane, message.delivery, 'clicked', 30);
  await inbox.markEngaged(lane, message.delivery, 'clicked', 40);
  assert.deepEqual(await engagement(), { openedAt: 10, clickedAt: 30 });

  const stored = await inbox.read(1, message.delivery);
  const content = JSON.parse(stored?.content ?? '{}') as { headers: { name: string; value: string }[] };
  assert.ok(
    content.headers.some(
      ({ name, value }) => name === 'List-Unsubscribe' && value === '<https://shop.example/u/token>',
    ),
  );
  assert.ok(content.headers.some(({ name, value }) => name === 'Message-ID' && value.includes(message.delivery)));
  assert.equal(await inbox.read(2, message.delivery), undefined);

  async function engagement() {
    const { openedAt, clickedAt } = (await inbox.read(1, message.delivery)) ?? {};
    return { openedAt, clickedAt };
  }
});
