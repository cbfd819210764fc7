import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { adapterContract } from '../contract.ts';
import type { ChannelAdapter, OutgoingMessage, ReceiptRequest, SendResult } from '../port.ts';
import { isPrivateAddress } from './private-addresses.ts';
import { webhookProvider } from './webhook.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const content = { channel: 'webhook', body: '{"basket":["red hat"]}' } as const;

interface Receiver {
  readonly url: string;
  readonly port: number;
  readonly requests: { readonly headers: IncomingMessage['headers']; readonly body: string }[];
  answer: (response: ServerResponse) => void;
  close(): Promise<void>;
}

async function startReceiver(): Promise<Receiver> {
  const requests: Receiver['requests'] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString('utf8');
    });
    request.on('end', () => {
      requests.push({ headers: request.headers, body });
      receiver.answer(response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/hook`,
    port,
    requests,
    answer: (response) => response.writeHead(204).end(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}

function signed(body: object, by = secret, at = new Date()): Pick<ReceiptRequest, 'headers' | 'body'> {
  const text = JSON.stringify(body);
  const headers = {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook(by).sign('msg_1', at, text),
  };
  return { headers, body: Buffer.from(text) };
}

adapterContract('webhook', async () => {
  const receiver = await startReceiver();
  const to = randomUUID();
  return {
    provider: webhookProvider,
    channel: 'webhook',
    settings: { url: receiver.url, secret, allowPrivateAddresses: true },
    to,
    content,
    bounce: (reference) => signed({ receipts: [{ reference, type: 'bounced', permanent: true }] }),
    inbound: ({ id, text, reference }) =>
      signed({ messages: [{ id, text, from: { kind: 'phone', value: to }, ...(reference && { reference }) }] }),
    received: async () => receiver.requests.map(({ headers }) => String(headers['webhook-id'])),
    close: () => receiver.close(),
  };
});

let receiver: Receiver;
before(async () => {
  receiver = await startReceiver();
});
after(() => receiver.close());

function open(settings: object): ChannelAdapter {
  return webhookProvider.open('webhook', webhookProvider.settings.parse({ secret, ...settings }));
}

async function send(settings: object, more: Partial<OutgoingMessage> = {}): Promise<SendResult> {
  const adapter = open(settings);
  const message = { delivery: randomUUID(), workspace: 1, profile: randomUUID(), to: 'x', content, ...more };
  const signal = AbortSignal.timeout(10_000);
  const result = await adapter.send(message, { idempotencyKey: message.delivery, signal, now: Date.now() });
  await adapter.close();
  return result;
}

const own = () => ({ url: receiver.url, allowPrivateAddresses: true });

test('the signature verifies with the library of the specification, and with no other secret', async () => {
  assert.equal((await send(own())).type, 'accepted');
  const request = receiver.requests.at(-1);
  assert.ok(request);
  const headers = request.headers as { [name: string]: string };
  assert.deepEqual(new Webhook(secret).verify(request.body, headers), { basket: ['red hat'] });
  assert.equal(headers['content-type'], 'application/json');
  const other = new Webhook(`whsec_${Buffer.alloc(32, 8).toString('base64')}`);
  assert.throws(() => other.verify(request.body, headers));
  assert.throws(() => new Webhook(secret).verify(`${request.body} `, headers));
});

const answers: readonly (readonly [status: number, type: SendResult['type'], reason: string | undefined])[] = [
  [200, 'accepted', undefined],
  [202, 'accepted', undefined],
  [302, 'stop', 'redirected'],
  [400, 'drop', 'receiver_refused'],
  [401, 'stop', 'authentication_failed'],
  [404, 'drop', 'receiver_refused'],
  [408, 'retry', 'receiver_failed'],
  [410, 'stop', 'gone'],
  [429, 'retry', 'rate_limited'],
  [500, 'retry', 'receiver_failed'],
  [503, 'retry', 'receiver_failed'],
];
for (const [status, type, reason] of answers) {
  test(`status ${status} is ${type}`, async () => {
    receiver.answer = (response) => response.writeHead(status).end('{"answer":"of no interest"}');
    const result = await send(own());
    assert.equal(result.type, type);
    assert.equal('reason' in result ? result.reason : undefined, reason);
  });
}

test('Retry-After is obeyed in seconds and as a date', async () => {
  receiver.answer = (response) => response.writeHead(429, { 'retry-after': '7' }).end();
  const seconds = await send(own());
  assert.equal(seconds.type === 'retry' && seconds.afterMilliseconds, 7_000);
  const date = new Date(Date.now() + 60_000).toUTCString();
  receiver.answer = (response) => response.writeHead(503, { 'retry-after': date }).end();
  const until = await send(own());
  assert.ok(until.type === 'retry' && Math.abs((until.afterMilliseconds ?? 0) - 60_000) < 3_000);
});

test('a receiver that is slow, broken off or endless does not hold up the worker', async () => {
  receiver.answer = () => {};
  const slow = await send({ ...own(), timeoutSeconds: 1 });
  assert.deepEqual([slow.type, 'reason' in slow && slow.reason], ['retry', 'timeout']);
  receiver.answer = (response) => response.destroy();
  assert.equal((await send(own())).type, 'retry');
  receiver.answer = (response) => {
    response.writeHead(200);
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536)));
    };
    response.on('drain', more);
    response.on('error', () => {});
    more();
  };
  assert.equal((await send(own())).type, 'accepted');
  receiver.answer = (response) => response.writeHead(204).end();
});

test('a body beyond 256 KB is not sent', async () => {
  const taken = receiver.requests.length;
  const body = JSON.stringify('x'.repeat(300_000));
  assert.equal((await send(own(), { content: { channel: 'webhook', body } })).type, 'drop');
  assert.equal(receiver.requests.length, taken);
});

test('addresses inside are refused however they are written', async () => {
  const taken = receiver.requests.length;
  const hosts = [
    '127.0.0.1',
    'localhost',
    '0.0.0.0',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '017700000001',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    '[fe80::1]',
    '[fd00::1]',
    '169.254.169.254',
    '[fd00:ec2::254]',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '1。0。0。127'.split('。').reverse().join('。'),
  ];
  for (const host of hosts) {
    const result = await send({ url: `http://${host}:${receiver.port}/hook` });
    assert.deepEqual([host, result.type, 'reason' in result && result.reason], [host, 'stop', 'private_address']);
  }
  assert.equal(receiver.requests.length, taken);
});

test('a redirect to an address inside is not followed', async () => {
  const taken = receiver.requests.length;
  receiver.answer = (response) => response.writeHead(307, { location: 'http://169.254.169.254/latest/' }).end();
  const result = await send(own());
  assert.deepEqual([result.type, 'reason' in result && result.reason], ['stop', 'redirected']);
  assert.equal(receiver.requests.length, taken + 1);
  receiver.answer = (response) => response.writeHead(204).end();
});

test('every IPv4 address that is wrapped into IPv6 is refused, whatever it is', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      assert.equal(isPrivateAddress(`::ffff:${address}`), true);
      assert.equal(isPrivateAddress(`64:ff9b::${address}`), true);
      assert.equal(isPrivateAddress(`::${address}`), true);
    }),
  );
  for (const address of ['8.8.8.8', '1.1.1.1', '172.32.0.1', '2606:4700::1111', '2a00:1450:4001::1']) {
    assert.equal(isPrivateAddress(address), false, address);
  }
  for (const address of ['', 'localhost', '255.255.255.255', '224.0.0.1', 'ff02::1', 'fe80::1%eth0']) {
    assert.equal(isPrivateAddress(address), true, address);
  }
});

test('settings say what is wrong with them', () => {
  const parse = (more: object) =>
    webhookProvider.settings.safeParse({ url: 'https://receiver.example/hook', secret, ...more }).success;
  assert.equal(parse({}), true);
  assert.equal(parse({ url: 'ftp://receiver.example' }), false);
  assert.equal(parse({ url: 'javascript:alert(1)' }), false);
  assert.equal(parse({ secret: 'short' }), false);
  assert.equal(parse({ secret: `whsec_${Buffer.alloc(8).toString('base64')}` }), false);
  assert.equal(parse({ timeoutSeconds: 60 }), false);
});

test('the receiver is told the reference by which it reports', async () => {
  await send({ url: receiver.url, allowPrivateAddresses: true }, { reference: 'abc' });
  assert.equal(receiver.requests.at(-1)?.headers['throughline-reference'], 'abc');
});

test('receipts come in batches, signed and of today', async () => {
  const adapter = open({ url: receiver.url });
  const message = { delivery: randomUUID(), profile: randomUUID() };
  const now = Date.now();
  const read = async (posted: Pick<ReceiptRequest, 'headers' | 'body'>) =>
    await adapter.readReceipts?.({ ...posted, now, find: (text) => (text === 'ours' ? message : undefined) });
  const at = new Date(now - 5_000).toISOString();
  const receipts = [
    { reference: 'ours', type: 'delivered', at },
    { reference: 'ours', type: 'clicked', link: 'https://shop.example/hat', at: new Date(now + 60_000).toISOString() },
    { reference: 'theirs', type: 'opened' },
    { reference: 'ours', type: 'bounced', reason: 'mailbox_full' },
    { reference: 'ours', type: 'unsubscribed' },
  ];
  assert.deepEqual(await read(signed({ receipts })), {
    type: 'read',
    ignored: 1,
    messages: [],
    receipts: [
      { message, kind: 'delivered', at: now - 5_000 },
      { message, kind: 'clicked', at: now, link: 'https://shop.example/hat' },
      { message, kind: 'bounced', at: now, reason: 'mailbox_full' },
      { message, kind: 'unsubscribed', at: now },
    ],
  });
  const otherSecret = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;
  const [first] = receipts;
  assert.equal((await read(signed({ receipts: [first] }, otherSecret)))?.type, 'not_verified');
  assert.equal((await read(signed({ receipts: [first] }, secret, new Date(now - 600_000))))?.type, 'not_verified');
  const changed = { ...signed({ receipts: [first] }), body: Buffer.from(JSON.stringify({ receipts })) };
  assert.equal((await read(changed))?.type, 'not_verified');
  const wrong = await read(signed({ receipts: [{ ...first, type: 'handed_over' }] }));
  assert.ok(wrong?.type === 'unreadable' && wrong.detail.startsWith('receipts.0.type'));
  await adapter.close();
});
