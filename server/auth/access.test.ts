import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import fastify from 'fastify';
import type { KeyList } from '#contracts/api/key.ts';
import { startTestServer, type TestServer } from '#test/server.ts';
import type { Privacy } from '../privacy/start-privacy.ts';
import { createFirstAccess } from './first-access.ts';
import { registerGuard } from './guard.ts';
import { permissions } from './permissions.ts';

let server: TestServer;
/** Stands still: however slowly guesses are answered, no time passes in which another one would be allowed. */
let guessedAt = Date.now();
before(async () => {
  // Its routes are asked for; nobody gets as far as what they do.
  server = await startTestServer({ parts: { privacy: {} as Privacy, guessClock: () => guessedAt } });
  await server.people.create({ name: 'Vera', email: 'Vera@example.com', password: 'only-looking-1', role: 'viewer' });
});
after(() => server.close());

const own = () => ({ origin: server.url, 'sec-fetch-site': 'same-origin' });

async function signIn(email: string, password: string, headers: Record<string, string> = own()) {
  const response = await fetch(`${server.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ email, password }),
  });
  const cookie = response.headers
    .getSetCookie()
    .map((one) => one.split(';', 1)[0])
    .join('; ');
  return { status: response.status, cookie, response };
}

async function call(method: string, path: string, headers: Record<string, string>, body?: unknown) {
  const response = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const answer = (await response.json().catch(() => undefined)) as { error?: { code: string }; role?: string };
  return { status: response.status, code: answer?.error?.code, answer };
}

test('the first start leaves credentials that only the owner can read, and the second none', async () => {
  const file = join(server.directory, 'credentials.json');
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  assert.deepEqual(JSON.parse(await readFile(file, 'utf8')), server.credentials);
  assert.equal(await createFirstAccess(server.parts.sql, server.people, 1, server.directory), undefined);
});

test('the permission table and the description of the API name the same routes', async () => {
  const response = await fetch(`${server.url}/api/v1/openapi.json`);
  const { paths } = (await response.json()) as { paths: Record<string, object> };
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
  );
  const ofTheApp = ['GET /api/v1/live', 'GET /api/v1/journeys/:id/live', 'PUT /api/v1/journeys/:id/place'];
  const undescribed = [...ofTheApp, 'GET /api/v1/openapi.json'];
  const inTable = Object.keys(permissions).filter((route) => route.includes(' /api/v1/'));
  // The address of a channel account, which its provider has to know.
  inTable.push('POST /receipts/:token');
  assert.deepEqual(described.sort(), inTable.filter((route) => !undescribed.includes(route)).sort());
});

test('a route without an entry in the permission table cannot be registered', async () => {
  const app = fastify();
  registerGuard(app, server.parts);
  assert.throws(() => app.get('/api/v1/secrets', async () => 'x'), /GET \/api\/v1\/secrets has no entry/);
});

test('without a key or a session nothing but public routes answers', async () => {
  for (const [route, permission] of Object.entries(permissions)) {
    if (permission !== 'viewer' && permission !== 'admin') continue;
    const [method = '', path = ''] = route.split(' ');
    const response = await fetch(`${server.url}${path.replaceAll(/:\w+/g, 'x')}`, { method });
    assert.equal(response.status, 401, route);
    assert.equal(((await response.json()) as { error: { code: string } }).error.code, 'unauthorized', route);
  }
});

test('a person signs in, is known, and is not after signing out', async () => {
  const { status, cookie, response } = await signIn(server.credentials.adminEmail, server.credentials.adminPassword);
  assert.equal(status, 200);
  const attributes = response.headers.getSetCookie().join(' ');
  assert.match(attributes, /HttpOnly/i);
  assert.match(attributes, /SameSite=Lax/i);
  assert.deepEqual((await call('GET', '/session', { cookie })).answer, {
    kind: 'person',
    name: 'Administrator',
    email: server.credentials.adminEmail,
    role: 'admin',
  });
  const out = await fetch(`${server.url}/api/auth/sign-out`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', ...own() },
    body: '{}',
  });
  assert.equal(out.status, 200);
  assert.equal((await call('GET', '/session', { cookie })).status, 401);
});

test('wrong passwords are refused, and guessing is slowed down', async () => {
  const guess = () => signIn('somebody@example.com', 'a-guess-at-it');
  for (let tried = 0; tried < 10; tried++) assert.equal((await guess()).status, 401);
  const { status, response } = await guess();
  assert.equal(status, 429);
  const seconds = Number(response.headers.get('retry-after'));
  assert.ok(seconds > 0);
  guessedAt += seconds * 1_000;
  assert.equal((await guess()).status, 401);
  assert.equal((await guess()).status, 429);
  // Later tests sign in from the same address.
  guessedAt += 3_600_000;
});

test('nobody can sign up', async () => {
  const response = await fetch(`${server.url}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...own() },
    body: JSON.stringify({ name: 'Eve', email: 'eve@example.com', password: 'let-me-in-please' }),
  });
  assert.equal(response.status, 404);
});

test('a viewer looks and changes nothing', async () => {
  const { cookie } = await signIn('vera@example.com', 'only-looking-1');
  assert.equal((await call('GET', '/segments', { cookie })).status, 200);
  const refused = await call('POST', '/segments', { cookie, ...own() }, { name: 'Mine' });
  assert.deepEqual([refused.status, refused.code], [403, 'forbidden']);
  assert.equal((await call('GET', '/keys', { cookie })).code, 'forbidden');
});

test('a session is no good for requests from other sites, an API key is', async () => {
  const { cookie } = await signIn(server.credentials.adminEmail, server.credentials.adminPassword);
  const foreign = [
    { cookie, origin: 'https://evil.example' },
    { cookie, origin: 'null' },
    { cookie, 'sec-fetch-site': 'cross-site' },
    { cookie, 'sec-fetch-site': 'same-site' },
  ];
  for (const headers of foreign) {
    assert.equal((await call('POST', '/segments', headers, { name: 'Mine' })).code, 'cross_origin_refused');
  }
  assert.equal((await signIn('vera@example.com', 'only-looking-1', { origin: 'https://evil.example' })).status, 403);
  const key = { authorization: `Bearer ${server.credentials.apiKey}`, origin: 'https://tool.example' };
  assert.equal((await call('POST', '/segments', key, { name: 'Mine' })).status, 201);
});

test('keys: created, shown once, used, deleted; the last administrator key stays', async () => {
  const { body } = await server.api('POST', '/keys', { kind: 'api', name: 'Reports', role: 'viewer' });
  const { id, key } = body as { id: string; key: string };
  const authorization = `Bearer ${key}`;
  assert.deepEqual((await call('GET', '/session', { authorization })).answer, {
    kind: 'api_key',
    name: 'Reports',
    email: null,
    role: 'viewer',
  });
  assert.equal((await call('POST', '/segments', { authorization }, { name: 'Mine' })).code, 'forbidden');
  const { body: keys } = await server.api('GET', '/keys');
  const listed = (keys as KeyList).apiKeys.find((one) => one.id === id);
  assert.equal(listed?.prefix, key.slice(0, 10));
  assert.notEqual(listed?.lastUsedAt, null);
  assert.ok(!JSON.stringify(keys).includes(key));
  assert.equal((await server.api('DELETE', `/keys/${id}`)).status, 204);
  assert.equal((await call('GET', '/session', { authorization })).status, 401);

  const first = (keys as KeyList).apiKeys.find(({ role }) => role === 'admin');
  assert.partialDeepStrictEqual(await server.api('DELETE', `/keys/${first?.id}`), {
    status: 409,
    body: { error: { code: 'last_key' } },
  });
});

test('a new write key works at once and a deleted one no more', async () => {
  const { body } = await server.api('POST', '/keys', { kind: 'write', name: 'Shop' });
  const { id, key } = body as { id: string; key: string };
  const send = () =>
    fetch(`${server.url}/v1/track`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` },
      body: JSON.stringify({ userId: 'ann', event: 'Seen' }),
    });
  assert.equal((await send()).status, 200);
  assert.equal((await server.api('DELETE', `/keys/${id}`)).status, 204);
  assert.equal((await send()).status, 401);
});
