import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import type { importList } from '#contracts/api/import.ts';
import type { Identity } from '#contracts/identifiers.ts';
import { createFirstAccess } from '#server/auth/first-access.ts';
import { openPeople } from '#server/auth/people.ts';
import { openFlow, type RunningFlow, trackedEvent } from '#test/running-flow.ts';
import { startTestServer, type TestServer } from '#test/server.ts';

let flow: RunningFlow;
let server: TestServer;
let backfill: { stop(): Promise<void> };
let unwatch: () => Promise<void>;
let directory: string;
let apiKey: string;
/** Called with each batch before it is in the log. */
let onBatch: () => void = () => {};

before(async () => {
  flow = await openFlow();
  await flow.publish([]);
  backfill = flow.startBackfill({});
  unwatch = await flow.store.identities.watchMoves(flow.ingest.forget);
  const { sql } = flow.database;
  directory = await mkdtemp(join(tmpdir(), 'throughline-command-line-'));
  const people = await openPeople(sql, 'http://127.0.0.1');
  apiKey = (await createFirstAccess(sql, people, 1, directory))?.apiKey ?? '';
  const sink = {
    accept: (events: Parameters<typeof flow.ingest.accept>[0]) => {
      onBatch();
      return flow.ingest.accept(events);
    },
  };
  const stores = { sql, people, store: flow.store, sink, clickhouse: flow.clickhouse.client };
  const appendStimuli = async (stimuli: Parameters<typeof flow.ingest.append>[0]) => {
    await flow.ingest.append(stimuli);
  };
  server = await startTestServer({ parts: { ...stores, appendStimuli } });
});
after(async () => {
  await server.close();
  await unwatch();
  await backfill.stop();
  await flow.close();
  await rm(directory, { recursive: true });
});

function start(...words: readonly string[]): ChildProcess {
  const main = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
  return spawn(process.execPath, [main, 'import', ...words, '--url', server.url, '--data', directory]);
}

async function run(...words: readonly string[]): Promise<{ code: number | null; said: string }> {
  const child = start(...words);
  let said = '';
  for (const output of [child.stdout, child.stderr]) output?.on('data', (chunk) => (said += String(chunk)));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, said };
}

async function records(): Promise<z.infer<typeof importList>['items']> {
  const response = await fetch(`${server.url}/api/v1/imports`, { headers: { authorization: `Bearer ${apiKey}` } });
  return ((await response.json()) as z.infer<typeof importList>).items;
}

const user = (value: string): Identity => ({ kind: 'userId', value });

test('killed and resumed, an import by command line is one record; it is listed and taken back, and what others told stays', async () => {
  const day = 86_400_000;
  await flow.ingest.accept([
    trackedEvent([user('p0')], { type: 'identify', traits: { city: 'York' } }, Date.now() - 9 * day),
  ]);
  await flow.settle();
  const file = join(directory, 'people.csv');
  const at = new Date(Date.now() - 2 * day).toISOString();
  const rows = Array.from({ length: 40 }, (_, n) => `p${n},Leeds,${at}`);
  await writeFile(file, `userId,city,timestamp\n${rows.join('\n')}\n`);
  const words = ['customers', '--file', file, '--batch-size', '5', '--concurrency', '1'];

  const child = start(...words);
  const killed = new Promise((resolve) => child.on('close', resolve));
  let batches = 0;
  onBatch = () => {
    batches += 1;
    if (batches === 3) child.kill('SIGKILL');
  };
  await killed;
  onBatch = () => {};
  const [begun, ...others] = await records();
  assert.ok(begun);
  assert.deepEqual([begun.status, begun.clientKind, begun.lines, others], ['importing', 'customers', 41, []]);

  const ended = await run(...words);
  assert.equal(ended.code, 0, ended.said);
  const after = await records();
  assert.deepEqual(
    after.map(({ id, name, status, progress }) => [id, name, status, progress?.settled, progress?.line]),
    [[begun.id, 'people.csv', 'done', 40, 41]],
  );
  assert.match((await run('list')).said, new RegExp(`^${begun.id}  .*done .*command line.*customers.*people.csv`));
  await flow.settle();
  assert.equal((await flow.documentOf(user('p0')))?.traits['city'], 'Leeds');
  await flow.ingest.accept([trackedEvent([user('p1')], { type: 'identify', traits: { age: 7 } })]);
  await flow.settle();

  const undone = await run('undo', begun.id);
  assert.equal(undone.code, 0, undone.said);
  assert.match(undone.said, /Taken back from 40 people; 38 who came with it alone are gone/);
  await flow.settle();
  assert.deepEqual((await flow.documentOf(user('p0')))?.traits, { city: 'York' });
  assert.deepEqual((await flow.documentOf(user('p1')))?.traits, { age: 7 });
  assert.equal(await flow.documentOf(user('p2')), undefined);
  assert.equal((await records())[0]?.status, 'undone');

  const again = await run(...words);
  assert.match(again.said, /40 events taken/);
  await flow.settle();
  assert.equal((await flow.documentOf(user('p2')))?.traits['city'], 'Leeds');
  assert.equal((await records()).length, 2);
});

test('phone numbers are read in the country that the command names, when the file was read in another one before too', async () => {
  const file = join(directory, 'phones.csv');
  await writeFile(file, 'userId,phone\nlin,0912 345 678\n');
  const first = await run('customers', '--file', file);
  assert.match(first.said, /1 row imported without "phone" \(invalid_phone\)/);
  assert.match(first.said, /Name another country with --country/);

  const mended = await run('customers', '--file', file, '--country', 'tw');
  assert.deepEqual([mended.code, /without/.test(mended.said)], [0, false], mended.said);
  await flow.settle();
  const byPhone = await flow.documentOf({ kind: 'phone', value: '+886912345678' });
  assert.ok(byPhone);
  assert.deepEqual(byPhone, await flow.documentOf(user('lin')));

  const unknown = await run('customers', '--file', file, '--country', 'Taiwan');
  assert.deepEqual([unknown.code, /two ISO 3166 letters/.test(unknown.said)], [2, true], unknown.said);
  const headers = { authorization: `Bearer ${apiKey}` };
  const refused = await fetch(`${server.url}/v1/import?country=XX`, { method: 'POST', headers, body: '{"batch":[]}' });
  assert.equal(refused.status, 400);
  assert.match(await refused.text(), /country/);
});

test('what comes for an import that was ended is refused, so that nothing is left of what is taken back', async () => {
  const api = async (method: string, path: string, body: object) =>
    fetch(`${server.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const id = '01930000-0000-7000-8000-000000000301';
  const announced = { id, name: 'a.csv', bytes: 1, lines: 2, kind: 'events' };
  const batch = [{ type: 'track', event: 'Seen', userId: 'late' }];
  const importPath = `/v1/import?import=${id}`;
  assert.equal((await api('POST', importPath, { batch })).status, 404);
  for (const _ of [1, 2]) assert.equal((await api('POST', '/api/v1/imports/sent', announced)).status, 201);
  assert.equal((await api('POST', importPath, { batch })).status, 200);
  assert.equal((await api('POST', `/api/v1/imports/${id}/pause`, {})).status, 409);
  assert.equal((await api('POST', `/api/v1/imports/${id}/cancel`, {})).status, 200);
  assert.equal((await api('POST', importPath, { batch })).status, 409);
  const progress = { settled: 1, line: 2, taken: 1, duplicates: 0, rejected: {}, perSecond: 1 };
  assert.equal((await api('PUT', `/api/v1/imports/${id}/sent`, { status: 'done', progress })).status, 409);
  assert.equal((await api('POST', '/v1/import?import=it', { batch })).status, 400);
});

test('calls of one name belong to one record, which grows with each and is taken back as one', async () => {
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
  const send = async (query: string, batch: readonly object[]) => {
    const body = JSON.stringify({ batch });
    const response = await fetch(`${server.url}/v1/import${query}`, { method: 'POST', headers, body });
    return response.status;
  };
  const event = (userId: string, n: number) => ({ type: 'track', userId, event: 'Visited', messageId: `v${n}` });
  const nightly = `?name=${encodeURIComponent('夜间 CRM')}`;
  assert.equal(await send(nightly, [event('n1', 1), event('n2', 2)]), 200);
  assert.equal(await send(nightly, [event('n1', 1), event('n1', 3), { type: 'track', event: 'Nobody' }]), 200);
  assert.equal(await send('', [event('n3', 4)]), 200);
  const named = (await records()).filter(({ name }) => name === '夜间 CRM');
  assert.deepEqual(
    named.map(({ status, clientKind, lines, progress }) => [status, clientKind, lines, progress]),
    [
      [
        ...['done', 'events', 5],
        { settled: 5, line: 5, taken: 3, duplicates: 1, rejected: { refused_by_server: 1 }, perSecond: 0 },
      ],
    ],
  );
  await flow.settle();
  const undone = await run('undo', named[0]?.id ?? '');
  assert.equal(undone.code, 0, undone.said);
  assert.match(undone.said, /Taken back from 2 people/);
  assert.equal(await flow.documentOf(user('n1')), undefined);
  assert.ok(await flow.documentOf(user('n3')), 'what came without a name belongs to no import');
  assert.equal(await send(nightly, [event('n2', 5)]), 409);
  assert.equal(await send('?name=', [event('n2', 6)]), 400);
  assert.equal(await send(`?name=x&import=${named[0]?.id}`, [event('n2', 7)]), 400);
});
