import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestServer, type TestServer } from '#test/server.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.close());

async function send(key: string, count: number): Promise<number> {
  const batch = Array.from({ length: count }, (_, n) => ({ type: 'track', userId: `ada-${n}`, event: 'Looked' }));
  const response = await fetch(`${server.url}/v1/batch`, {
    method: 'POST',
    body: JSON.stringify({ writeKey: key, batch }),
  });
  await response.arrayBuffer();
  return response.status;
}

test('a write key has a limit of its own, which can be changed while it is used', async () => {
  const created = await server.api('POST', '/keys', { kind: 'write', name: 'till', eventsPerSecond: 2 });
  assert.equal(created.status, 201);
  const { id, key } = created.body as { id: string; key: string };
  assert.deepEqual([await send(key, 4), await send(key, 4)], [200, 429]);
  assert.equal(await send(server.credentials.writeKey, 20), 200);

  assert.equal((await server.api('PUT', `/keys/${id}`, { eventsPerSecond: 1_000 })).status, 204);
  assert.deepEqual([await send(key, 100), await send(key, 100)], [200, 200]);

  const { body } = await server.api('GET', '/keys');
  const limits = (body as { writeKeys: { id: string; eventsPerSecond: number }[] }).writeKeys.map((one) => [
    one.id === id,
    one.eventsPerSecond,
  ]);
  assert.deepEqual(limits, [
    [false, 50_000],
    [true, 1_000],
  ]);
  const refused = (body as { writeKeys: { id: string; refused: { events: number; lastAt: string } | null }[] })
    .writeKeys;
  const [none, four] = [refused.find((one) => one.id !== id), refused.find((one) => one.id === id)];
  assert.deepEqual([none?.refused, four?.refused?.events], [null, 4]);
  assert.ok(Date.now() - Date.parse(four?.refused?.lastAt ?? '') < 60_000);
  const metrics = await fetch(`${server.url}/metrics`, {
    headers: { authorization: `Bearer ${server.credentials.apiKey}` },
  });
  assert.match(await metrics.text(), /tracked_events_total\{call="batch",outcome="rate_limited"\} 4\b/);
  for (const eventsPerSecond of [0, -1, 1.5, 2_000_000, 'many', null]) {
    assert.equal((await server.api('PUT', `/keys/${id}`, { eventsPerSecond })).status, 400);
  }
  assert.equal((await server.api('PUT', '/keys/none', { eventsPerSecond: 5 })).status, 404);
});
