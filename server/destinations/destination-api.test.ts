import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import type { CreatedDestination, Destination, TestDestinationResponse } from '#contracts/api/destination.ts';
import { startDestinationReceiver } from '#test/destinations/destination-receiver.ts';
import { startTestServer, type TestServer } from '#test/server.ts';

let server: TestServer;
let receiver: Awaited<ReturnType<typeof startDestinationReceiver>>;
before(async () => {
  [server, receiver] = await Promise.all([startTestServer(), startDestinationReceiver()]);
});
after(async () => {
  await receiver.close();
  await server.close();
});

const wanted = () => ({
  ...{ name: 'Warehouse', url: receiver.url, allowPrivateAddresses: true },
  facts: [{ type: 'event', names: ['Bought'] }, { type: 'order' }],
});

test('a destination is made, tried, changed, paused and deleted, and its secret is shown once', async () => {
  const made = await server.api('POST', '/destinations', wanted());
  assert.equal(made.status, 201);
  const { destination, secret } = made.body as CreatedDestination;
  const path = `/destinations/${destination.id}`;

  const tried = (await server.api('POST', `${path}/test`, {})).body as TestDestinationResponse;
  assert.partialDeepStrictEqual(tried, { ok: true, statusCode: 204 });
  const [request] = receiver.requests;
  assert.deepEqual(
    new Webhook(secret).verify(request?.body ?? '', request?.headers as Record<string, string>),
    JSON.parse(tried.body),
  );
  assert.equal(request?.headers['throughline-delivery'], 'test');

  const definition = { ...wanted(), name: 'Other', batchItems: 1 };
  const saved = await server.api('PUT', path, { definition, revision: destination.revision });
  assert.partialDeepStrictEqual(saved.body, { name: 'Other', batchItems: 1 });
  assert.equal((await server.api('PUT', path, { definition, revision: destination.revision })).status, 409);

  const rotated = await server.api('POST', `${path}/rotate-secret`, {});
  assert.notEqual((rotated.body as { secret: string }).secret, secret);
  await server.api('POST', `${path}/test`, {});
  assert.equal(String(receiver.requests.at(-1)?.headers['webhook-signature']).split(' ').length, 2);

  const paused = (await server.api('POST', `${path}/pause`, {})).body as Destination;
  assert.partialDeepStrictEqual(paused, { status: 'paused', pauseReason: 'by_hand' });
  assert.equal((await server.api('POST', `${path}/pause`, {})).status, 409);
  assert.partialDeepStrictEqual((await server.api('POST', `${path}/resume`, {})).body, { status: 'active' });

  const listed = JSON.stringify((await server.api('GET', '/destinations')).body);
  assert.ok(!listed.includes('whsec_') && !listed.includes(secret));
  assert.equal((await server.api('DELETE', path)).status, 204);
  assert.equal((await server.api('GET', path)).status, 404);
});

test('an address inside the network is refused unless it is allowed, and so is plain HTTP', async () => {
  const plain = await server.api('POST', '/destinations', { ...wanted(), allowPrivateAddresses: false });
  assert.equal(plain.status, 400);
  assert.partialDeepStrictEqual(plain.body, { error: { details: [{ field: 'url', code: 'not_https' }] } });
  const made = await server.api('POST', '/destinations', {
    ...{ ...wanted(), allowPrivateAddresses: false, url: receiver.url.replace('http:', 'https:') },
  });
  const { destination } = made.body as CreatedDestination;
  const tried = await server.api('POST', `/destinations/${destination.id}/test`, {});
  assert.partialDeepStrictEqual(tried.body, { ok: false, statusCode: null, reason: 'private_address' });
});

test('a viewer looks and changes nothing, and does not see what the address hides in its query', async () => {
  const made = await server.api('POST', '/destinations', { ...wanted(), url: `${receiver.url}?token=hidden` });
  const { destination } = made.body as CreatedDestination;
  const { key } = (await server.api('POST', '/keys', { kind: 'api', name: 'looks', role: 'viewer' })).body as {
    key: string;
  };
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const ask = async (method: string, path: string) =>
    (
      await fetch(`${server.url}/api/v1/destinations${path}`, {
        method,
        headers,
        ...(method === 'POST' && { body: '{}' }),
      })
    ).status;
  assert.equal(await ask('GET', ''), 200);
  const seen = await (await fetch(`${server.url}/api/v1/destinations/${destination.id}`, { headers })).json();
  assert.doesNotMatch(JSON.stringify(seen), /token|hidden/);
  const own = await server.api('GET', `/destinations/${destination.id}`);
  assert.match(JSON.stringify(own.body), /token=hidden/);
  assert.equal(await ask('GET', `/${destination.id}/deliveries`), 200);
  for (const action of ['test', 'pause', 'rotate-secret', 'replay-failed']) {
    assert.equal(await ask('POST', `/${destination.id}/${action}`), 403);
  }
});
