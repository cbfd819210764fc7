import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { startTestServer } from '#test/server.ts';

test('a server that closes waits for what is under way, and not for connections that are kept', async () => {
  const server = await startTestServer();
  const headers = { authorization: `Bearer ${server.credentials.apiKey}` };
  const stream = await fetch(`${server.url}/api/v1/live`, { headers });
  assert.equal(stream.status, 200);
  // Answered while it closes: their connections are kept from then on.
  const calls = Array.from({ length: 20 }, () => fetch(`${server.url}/api/v1/segments`, { headers }));
  await calls[0];
  // As a browser opens one in advance.
  const unused = connect(Number(new URL(server.url).port), '127.0.0.1');
  unused.on('error', () => {});
  await once(unused, 'connect');
  const startedAt = performance.now();
  const closed = server.close();
  await Promise.allSettled(calls);
  await stream.text();
  await closed;
  unused.destroy();
  assert.ok(performance.now() - startedAt < 5_000, `${Math.round(performance.now() - startedAt)} ms`);
});
