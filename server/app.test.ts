import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { postgresStore } from '#components/store/postgres/index.ts';
import { laneOf } from '#core/lane.ts';
import { startTestServer, type TestServer } from '#test/server.ts';
import { createLog } from './log.ts';
import { dropDeadLettersBefore, retryDeadLetter } from './system/dead-letters.ts';

let server: TestServer;
let admin: string;
const logged: string[] = [];

before(async () => {
  admin = await mkdtemp(join(tmpdir(), 'throughline-admin-'));
  await mkdir(join(admin, 'assets'));
  await writeFile(join(admin, 'index.html'), '<!doctype html><title>Throughline</title>');
  await writeFile(join(admin, 'assets', 'main-abc123.js'), `console.log(${JSON.stringify('x'.repeat(5_000))});`);
  server = await startTestServer({
    parts: { adminDirectory: admin, log: createLog('info', { write: (line) => void logged.push(line) }) },
  });
});
after(async () => {
  await server.close();
  await rm(admin, { recursive: true, force: true });
});

test('health, readiness and metrics answer without a key', async () => {
  assert.deepEqual(await (await fetch(`${server.url}/health/live`)).json(), { status: 'ok' });
  assert.deepEqual(await (await fetch(`${server.url}/health/ready`)).json(), {
    status: 'ok',
    parts: [{ part: 'postgres', ok: true }],
  });
  await fetch(`${server.url}/api/v1/session`);
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  assert.match(
    metrics,
    /throughline_api_request_seconds_count\{method="GET",route="\/api\/v1\/session",status="401"\} 1/,
  );
});

test('the admin app: every screen is the same page, assets stay for a year, both compressed', async () => {
  for (const path of ['/', '/profiles/0197?tab=timeline', '/journeys/cart']) {
    const page = await fetch(server.url + path);
    assert.equal(page.headers.get('cache-control'), 'no-cache');
    assert.match(page.headers.get('content-security-policy') ?? '', /script-src 'self'/);
    assert.match(await page.text(), /Throughline/);
  }
  const asset = await fetch(`${server.url}/assets/main-abc123.js`, { headers: { 'accept-encoding': 'gzip' } });
  assert.equal(asset.headers.get('content-encoding'), 'gzip');
  assert.match(asset.headers.get('cache-control') ?? '', /immutable/);
  assert.match(await asset.text(), /console\.log/);
  const again = await fetch(`${server.url}/`, {
    headers: { 'if-none-match': (await fetch(server.url)).headers.get('etag') ?? '' },
  });
  assert.equal(again.status, 304);
});

test('what does not exist is a 404 in the shape of every error', async () => {
  for (const path of ['/api/v1/nothing', '/assets/gone.js', '/v1/nothing']) {
    const response = await fetch(server.url + path);
    assert.equal(response.status, 404, path);
    assert.equal(((await response.json()) as { error: { code: string } }).error.code, 'not_found');
  }
  assert.equal((await fetch(`${server.url}/api/v1/segments`, { method: 'PATCH' })).status, 404);
});

test('malformed and oversized bodies of the API are refused with their own codes', async () => {
  const send = async (body: string, type = 'application/json') => {
    const headers = { authorization: `Bearer ${server.credentials.apiKey}`, 'content-type': type };
    const response = await fetch(`${server.url}/api/v1/segments`, { method: 'POST', headers, body });
    return [response.status, ((await response.json()) as { error: { code: string } }).error.code];
  };
  assert.deepEqual(await send('{"name":'), [400, 'malformed_json']);
  assert.deepEqual(await send(''), [400, 'malformed_json']);
  assert.deepEqual(await send('name=x', 'application/x-www-form-urlencoded'), [415, 'unsupported_media_type']);
  assert.deepEqual(await send(JSON.stringify({ name: 'x'.repeat(1_100_000) })), [413, 'payload_too_large']);
  assert.deepEqual(await send('{"name":7}'), [400, 'invalid_request']);
});

test('an error that nobody foresaw is logged in full and answered without its words', async () => {
  const failing = await startTestServer({
    parts: {
      log: createLog('info', { write: (line) => void logged.push(line) }),
      inbox: {
        list: () => Promise.reject(new Error('secret detail')),
        find: async () => undefined,
        reply: async () => undefined,
      },
    },
  });
  const { status, body } = await failing.api('GET', '/inbox');
  await failing.close();
  assert.deepEqual([status, (body as { error: { code: string } }).error.code], [500, 'internal_error']);
  assert.ok(!JSON.stringify(body).includes('secret detail'));
  assert.ok(logged.some((line) => line.includes('secret detail')));
});

test('logs hold no personal data: routes, never addresses or bodies', async () => {
  logged.length = 0;
  await server.api('GET', `/profiles?search=${encodeURIComponent('ann@example.com')}`);
  await fetch(`${server.url}/v1/identify`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${server.credentials.writeKey}:`).toString('base64')}` },
    body: JSON.stringify({ userId: 'ann', traits: { email: 'ann@example.com' } }),
  });
  server.parts.log.info({ profile: { email: 'ann@example.com' }, email: 'ann@example.com' }, 'careless');
  assert.ok(logged.some((line) => line.includes('/api/v1/profiles')));
  assert.ok(!logged.some((line) => line.includes('ann@example.com') || line.includes('ann%40')));
});

test('system: lags, outbox and disk; dead letters are listed and retried', async () => {
  const { sql } = server.database;
  const profile = randomUUID();
  const lane = laneOf(1, profile);
  const outboxId = randomUUID();
  await sql`
    insert into dead_letter (lane, workspace, profile, id, error, body)
    values (${lane}, 1, ${profile}, 'stimulus-1', 'poison', '{"type":"track"}')`;
  await sql`
    insert into outbox (lane, id, workspace, profile, kind, rank, status, not_before, body, error, created_at)
    values (${lane}, ${outboxId}, 1, ${profile}, 'deliver', 1, 'dead', 0, '{}', 'refused', 1000)`;
  const list = async () =>
    ((await server.api('GET', '/dead-letters')).body as { items: { id: string }[] }).items.map(({ id }) => id);
  assert.deepEqual(await list(), ['stimulus-1', outboxId]);
  const { body: system } = await server.api('GET', '/system');
  assert.partialDeepStrictEqual(system, { topology: 'embedded', outbox: { dead: 1 }, factsBehindMilliseconds: 0 });
  assert.equal((system as { lanes: object[] }).lanes.length, 4);

  assert.equal((await server.api('POST', '/dead-letters/stimulus-1/retry')).status, 204);
  assert.equal((await server.api('POST', `/dead-letters/${outboxId}/retry`)).status, 204);
  assert.deepEqual(await list(), []);
  const frames = await sql<{ body: string }[]>`select body from log_frame`;
  assert.deepEqual(
    frames.map(({ body }) => JSON.parse(body)),
    [[{ type: 'track' }]],
  );
  assert.equal((await server.api('POST', '/dead-letters/stimulus-1/retry')).status, 404);
});

test('a stimulus that dies again before its letter is taken away keeps a letter', async () => {
  const { sql } = server.database;
  const profile = randomUUID();
  const lane = laneOf(1, profile);
  const letter = { lane, workspace: 1, profile, id: 'stimulus-2', error: 'poison', body: '{"type":"track"}' };
  const store = postgresStore(sql, laneOf);
  const commit = async (error: string) => {
    const [own] = await sql<{ lane: number }[]>`select max(lane) as lane from lane_position where lane <= ${lane}`;
    const position = await store.lanes.acquire(own?.lane ?? 0);
    // Twice in one batch, as a stimulus may be that was forwarded in a circle.
    const deadLetters = [letter, letter].map((one) => ({ ...one, error }));
    const parts = { partition: own?.lane ?? 0, now: 1_000, seed: 1, due: [], states: [], outbox: [], cancelled: [] };
    await store.lanes.commit({ ...position, ...parts, commit: position.commit + 1, deadLetters, facts: [] });
  };
  await commit('first');
  const append: typeof store.log.append = async (entries) => {
    const repeated = await store.log.append(entries);
    await commit('again');
    return repeated;
  };
  await retryDeadLetter({ sql, workspace: 1, store: { log: { ...store.log, append } } }, letter.id);
  const errors = await sql<{ error: string }[]>`select error from dead_letter where profile = ${profile}`;
  assert.deepEqual([...errors], [{ error: 'again' }]);
});

test('dead letters are kept for a while and not for ever', async () => {
  const { sql } = server.database;
  const profile = randomUUID();
  const lane = laneOf(1, profile);
  await sql`
    insert into dead_letter (lane, workspace, profile, id, error, body, created_at) values
      (${lane}, 1, ${profile}, 'old', 'poison', '{}', to_timestamp(1)), (${lane}, 1, ${profile}, 'new', 'poison', '{}', now())`;
  await sql`
    insert into outbox (lane, id, workspace, profile, kind, rank, status, not_before, body, error, created_at) values
      (${lane}, ${randomUUID()}, 1, ${profile}, 'deliver', 1, 'dead', 0, '{}', 'old', 1000),
      (${lane}, ${randomUUID()}, 1, ${profile}, 'deliver', 1, 'pending', 0, '{}', 'waiting', 1000)`;
  await dropDeadLettersBefore(sql, Date.now() - 60_000, 100);
  const letters = await sql<{ id: string }[]>`select id from dead_letter where profile = ${profile}`;
  assert.deepEqual([...letters], [{ id: 'new' }]);
  const rows = await sql<{ error: string }[]>`select error from outbox where profile = ${profile}`;
  assert.deepEqual([...rows], [{ error: 'waiting' }]);
  await sql`delete from dead_letter where profile = ${profile}`;
  await sql`delete from outbox where profile = ${profile}`;
});

test('stopping ends live streams and leaves nothing hanging', async () => {
  const stopping = await startTestServer();
  const stream = await fetch(`${stopping.url}/api/v1/live`, {
    headers: { authorization: `Bearer ${stopping.credentials.apiKey}` },
  });
  const reading = stream.text();
  await stopping.close();
  await reading;
});
