import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { InboxMessage } from '#contracts/api/inbox.ts';
import { chooseAnswer } from './simulator/answers.ts';
import { createCrowd } from './simulator/crowd.ts';
import { requestFor } from './simulator/mail-reader.ts';
import { startSimulator } from './simulator.ts';

interface Received {
  readonly path: string;
  readonly method: string;
  readonly body: { readonly messageId?: string; readonly anonymousId?: string; readonly event?: string };
}

test('plays against a server that fails and comes back, repeats no event, opens and clicks, and stops', {
  timeout: 60_000,
}, async (t) => {
  const received: Received[] = [];
  let broken = false;
  // The clock runs a hundred times as fast, so that a minute of shopping takes less than a second.
  const now = () => performance.now() * 100;
  const message: InboxMessage = {
    id: 'm1',
    channel: 'email',
    to: 'customer-17850@example.com',
    from: 'shop',
    subject: 'Still thinking?',
    preview: '',
    at: new Date(now() + 1e9).toISOString(),
    profile: 'p',
    delivery: 'd',
    openedAt: null,
    clickedAt: null,
    html: '<a href="http://elsewhere.example/l/token">x</a><img alt="" src="http://elsewhere.example/o/token">',
    text: '',
    headers: [],
    links: ['http://elsewhere.example/l/token'],
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      if (broken) return response.writeHead(503).end();
      const text = Buffer.concat(chunks).toString();
      received.push({ path, method: request.method ?? '', body: text === '' ? {} : JSON.parse(text) });
      const answer = path.startsWith('/api/v1/inbox/')
        ? message
        : path.startsWith('/api/v1/inbox')
          ? { items: mails(), nextCursor: null }
          : {};
      return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  });
  // Enough mails that by the habits of readers some are opened and some clicked.
  const mails = () => Array.from({ length: 60 }, (_, index) => ({ ...message, id: `m${index}` }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  t.after(() => server.closeAllConnections());
  const errors: unknown[] = [];
  let seed = 1;
  const simulator = startSimulator({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    writeKey: 'write',
    apiKey: 'api',
    rate: 100,
    random: () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    },
    now,
    onError: (error) => errors.push(error),
  });
  const seen = (path: string) => received.filter((one) => one.path.startsWith(path));
  const until = async (holds: () => boolean) => {
    while (!holds()) await sleep(20);
  };

  await until(() => seen('/v1/track').length > 30);
  broken = true;
  await sleep(600);
  const before = received.length;
  broken = false;
  await until(() => received.length > before + 100 && seen('/o/').length > 5 && seen('/l/').length > 2);
  await simulator.stop();
  // What was on its way when it stopped may still arrive.
  await sleep(500);
  const after = received.length;
  await sleep(400);
  assert.equal(received.length, after, 'nothing is sent after the stop');
  assert.deepEqual(errors, []);
  const ids = received.flatMap(({ path, body }) => (path.startsWith('/v1/') ? [body.messageId] : []));
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(seen('/v1/page').length > 0);
});

test('a message is opened, clicked and refused by the links that it carries', () => {
  const message = {
    html: '<p><img width="9" src="http://h/logo.png"></p><img src="http://h/o/a&amp;b" width="1">',
    links: ['http://h/privacy', 'http://h/l/token', 'http://h/l/other'],
    headers: [{ name: 'List-Unsubscribe', value: '<http://h/u/token>' }],
  } as unknown as InboxMessage;
  assert.equal(requestFor('open', message)?.address, 'http://h/o/a&b');
  assert.equal(requestFor('click', message)?.address, 'http://h/l/token');
  const unsubscribe = requestFor('unsubscribe', message);
  assert.equal(unsubscribe?.address, 'http://h/u/token');
  assert.deepEqual([unsubscribe?.init.method, unsubscribe?.init.body], ['POST', 'List-Unsubscribe=One-Click']);
  assert.equal(requestFor('unsubscribe', { ...message, headers: [] }), undefined);
});

test('some answer what they read, by SMS more than by mail, and nobody a push', () => {
  let seed = 1;
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const answers = (channel: 'sms' | 'email' | 'push') =>
    Array.from({ length: 1_000 }, () => chooseAnswer(channel, random)).filter((text) => text !== undefined);
  assert.ok(answers('sms').includes('STOP'));
  assert.ok(answers('sms').length > answers('email').length);
  assert.ok(!answers('email').includes('STOP'));
  assert.deepEqual(answers('push'), []);
});

test('nobody is in the shop twice, and a shopper with a cart comes back with it', () => {
  let turn = 0;
  const crowd = createCrowd([{ userId: '1', addresses: ['one@example.com'] }], () => (turn++ % 100) / 100);
  const first = crowd.byAddress('one@example.com');
  assert.equal(first?.userId, '1');
  assert.equal(crowd.byAddress('one@example.com'), undefined);
  const cart = [{ product: { sku: 'a', name: 'A', price: 1 }, quantity: 2 }];
  crowd.left({ ...first, cart });
  assert.deepEqual(crowd.byAddress('one@example.com')?.cart, cart);
});
