import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { journeyWebhookSecret, openWebhookPoster } from './post-webhook.ts';

const key = new Uint8Array(32).fill(7);
const receiver = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const headers = request.headers as Record<string, string>;
    const said = new Webhook(journeyWebhookSecret(key, 1)).verify(Buffer.concat(chunks).toString(), headers);
    const { status } = said as { status: number };
    response.writeHead(status, { location: '/' }).end(JSON.stringify({ id: headers['webhook-id'] }));
  });
});
await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
const open = (allowPrivateAddresses: boolean) => openWebhookPoster(key, Date.now, { allowPrivateAddresses });
const poster = open(true);
const guarded = open(false);
after(async () => {
  poster.close();
  guarded.close();
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
});

const post = ({ post: send }: typeof poster, status: number) =>
  send({ workspace: 1, url, id: 'ask-1', body: JSON.stringify({ status }) }, new AbortController().signal);

test('what a journey asks is signed, and its answer is read', async () => {
  assert.deepEqual(await post(poster, 200), { type: 'answered', body: '{"id":"ask-1"}' });
  assert.deepEqual(await post(poster, 422), { type: 'refused' });
  assert.deepEqual(await post(poster, 302), { type: 'refused' });
  assert.equal((await post(poster, 503)).type, 'retry');
});

test('an address that is not public is never asked', async () => {
  assert.deepEqual(await post(guarded, 200), { type: 'refused' });
});

test('each workspace has a secret of its own', () => {
  assert.notEqual(journeyWebhookSecret(key, 1), journeyWebhookSecret(key, 2));
});
