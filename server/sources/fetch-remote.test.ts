import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { fetchRemote, readText } from './fetch-remote.ts';

test('leave to fetch from one server of the own network is no leave for where it redirects to', async (t) => {
  const server = createServer((request, response) => {
    const location = { '/own': '/file', '/other': 'http://127.0.0.2:9/', '/named': 'http://localhost:9/' }[
      request.url ?? ''
    ];
    response.writeHead(location ? 302 : 200, location ? { location } : {}).end('rows');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const wanted = { headers: {}, allowPrivateAddresses: true, follow: true, signal: AbortSignal.timeout(5_000) };
  const get = (path: string) => fetchRemote(new URL(`http://127.0.0.1:${port}${path}`), wanted);

  assert.equal(await readText(await get('/own')), 'rows');
  await assert.rejects(get('/other'), { name: 'PrivateAddressError' });
  await assert.rejects(get('/named'), { name: 'PrivateAddressError' });
});
