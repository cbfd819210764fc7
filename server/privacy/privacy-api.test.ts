import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { postgresStore } from '#components/store/postgres/index.ts';
import type { PrivacyBatch, PrivacyRequest } from '#contracts/api/privacy.ts';
import type { Identity } from '#contracts/identifiers.ts';
import { personExport } from '#contracts/person-export.ts';
import { laneOf } from '#core/lane.ts';
import { newProfileState } from '#core/state.ts';
import { writeDocument } from '#core/write-document.ts';
import { openFlow, type RunningFlow, trackedEvent } from '#test/running-flow.ts';
import { startTestServer, type TestServer } from '#test/server.ts';
import { closeErasures } from './horizons.ts';
import { readRetention } from './retention-rules.ts';
import { type Privacy, startPrivacy } from './start-privacy.ts';
import { carryOutRetention, previewRetention } from './start-retention.ts';

let flow: RunningFlow;
let server: TestServer;
let privacy: Privacy;
let directory: string;
let unwatch: () => Promise<void>;
const errors: unknown[] = [];
const day = 86_400_000;

const open = () =>
  startPrivacy({
    ...{ sql: flow.database.sql, clickhouse: flow.clickhouse.client, store: flow.store, workspace: 1 },
    ...{ dataDirectory: directory, secretKey: Buffer.alloc(32, 3) },
    append: (stimuli) => flow.ingest.append(stimuli),
    onError: (error) => errors.push(error),
    onFiltered: () => {},
  });

before(async () => {
  flow = await openFlow();
  unwatch = await flow.store.identities.watchMoves(flow.ingest.forget);
  directory = await mkdtemp(join(tmpdir(), 'throughline-privacy-'));
  privacy = await open();
  server = await startTestServer({
    parts: {
      privacy,
      sql: flow.database.sql,
      store: postgresStore(flow.database.sql, laneOf),
      appendStimuli: (stimuli) => flow.ingest.append(stimuli),
    },
  });
  // Keys live in the server's own database; the rest of it is the flow's.
  await flow.database.sql`
    insert into api_key select * from jsonb_populate_recordset(null::api_key, ${await keysOf(server)}::text::jsonb)
    on conflict do nothing`;
});
after(async () => {
  await server.close();
  await privacy.stop();
  await unwatch();
  await flow.close();
  await rm(directory, { recursive: true, force: true });
});

async function keysOf({ database }: TestServer): Promise<string> {
  const [row] = await database.sql<{ keys: string }[]>`select jsonb_agg(to_jsonb(k))::text as keys from api_key k`;
  return row?.keys ?? '[]';
}

async function live(name: string, at?: number): Promise<string> {
  const email: Identity = { kind: 'email', value: `${name}@example.com` };
  await flow.ingest.accept([
    trackedEvent([email], { type: 'identify', traits: { name } }, at),
    trackedEvent([email], { type: 'track', name: 'Order Completed', properties: { order_id: name, revenue: 5 } }, at),
  ]);
  await flow.settle();
  for (let waits = 0; waits < 200; waits++) {
    if ((await flow.store.facts.progress()).every(({ waitingSince }) => waitingSince === null)) break;
    await sleep(50);
  }
  return (await flow.documentOf(email))?.profile ?? '';
}

async function done(id: string): Promise<PrivacyRequest> {
  for (const end = Date.now() + 60_000; ; await sleep(50)) {
    const { body } = await server.api('GET', `/privacy/requests/${id}`);
    const request = body as PrivacyRequest;
    if (request.finishedAt !== null) return request;
    assert.ok(Date.now() < end, JSON.stringify([request, errors.map(String)]));
  }
}

const text = async (path: string) =>
  (
    await fetch(`${server.url}/api/v1${path}`, { headers: { authorization: `Bearer ${server.credentials.apiKey}` } })
  ).text();

test('an export says by their ids which segments somebody is in, and since when', async () => {
  const since = Date.now();
  const lin = { ...newProfileState(randomUUID(), since), memberships: new Map([['buyers', since]]) };
  await flow.database.sql`
    insert into profile_state (lane, workspace, profile, document)
    values (${laneOf(1, lin.profile)}, 1, ${lin.profile}, ${writeDocument(lin)})`;
  const { id } = (await server.api('POST', `/profiles/${lin.profile}/exports`)).body as PrivacyRequest;
  assert.equal((await done(id)).status, 'done');
  const file = personExport.parse(JSON.parse(await text(`/privacy/requests/${id}/file`)));
  assert.deepEqual(file.documents[0]?.['memberships'], { buyers: since });
});

test('an export holds everything by its schema, is downloaded on record, and goes with an erasure', async () => {
  const profile = await live('exported');
  const asked = await server.api('POST', `/profiles/${profile}/exports`);
  assert.equal(asked.status, 202);
  const { id } = asked.body as PrivacyRequest;
  const request = await done(id);
  assert.deepEqual([request.status, request.progress, request.requestedBy], ['done', 1, 'First API key']);
  const file = personExport.parse(JSON.parse(await text(`/privacy/requests/${id}/file`)));
  assert.deepEqual(
    [file.events.length, file.orders.length, file.identities.length, file.documents.length],
    [2, 1, 1, 1],
  );
  assert.equal(file.events[1]?.['name'], 'Order Completed');

  const erasure = await server.api('POST', `/profiles/${profile}/erasure`, { keepSuppressed: true });
  const erased = await done((erasure.body as PrivacyRequest).id);
  assert.equal(erased.status, 'done');
  assert.equal((await server.api('GET', `/privacy/requests/${id}/file`)).status, 404);
  assert.equal((await server.api('GET', `/profiles/${profile}`)).status, 404);
  const receipt = await text(`/privacy/requests/${erased.id}/receipt`);
  assert.doesNotMatch(receipt, /exported/);
  assert.equal(JSON.parse(receipt).facts.event, 2);
  const audit = await text('/privacy/audit');
  assert.doesNotMatch(audit, /exported@/);
  const actions = JSON.parse(audit).items.map(({ action }: { action: string }) => action);
  for (const action of ['export_requested', 'export_downloaded', 'erasure_requested', 'erasure_done']) {
    assert.ok(actions.includes(action), action);
  }
});

test('a restriction is an order to her lane, and can be lifted', async () => {
  const profile = await live('restricted');
  assert.equal((await server.api('PUT', `/profiles/${profile}/restriction`, { reason: 'disputed' })).status, 202);
  await flow.settle();
  assert.equal((await flow.documents([profile]))[0]?.restricted?.actor, 'First API key');
  assert.equal((await server.api('DELETE', `/profiles/${profile}/restriction`)).status, 202);
  await flow.settle();
  assert.equal((await flow.documents([profile]))[0]?.restricted, undefined);
});

test('a list is erased line by line, also after the work was stopped in the middle', async () => {
  const profiles = await Promise.all(['listed1', 'listed2', 'listed3'].map((name) => live(name)));
  const people = 'email,why\nlisted1@example.com,left\n"LISTED2@example.com",left\nnobody@example.com\n';
  const asked = await server.api('POST', '/privacy/batches', { kind: 'erasure', people: `${people}${profiles[2]}` });
  assert.equal(asked.status, 202);
  await privacy.stop();
  privacy = await open();
  const { id } = asked.body as PrivacyBatch;
  for (const end = Date.now() + 60_000; ; await sleep(50)) {
    const batch = (await server.api('GET', `/privacy/batches/${id}`)).body as PrivacyBatch;
    if (batch.done + batch.notFound === batch.total) {
      assert.deepEqual([batch.total, batch.done, batch.notFound], [5, 3, 2]);
      break;
    }
    assert.ok(Date.now() < end, JSON.stringify([batch, errors.map(String)]));
  }
  assert.ok((await flow.documents(profiles)).every(({ erased }) => erased !== undefined));
  const [held] = await flow.database.sql`select id from privacy_request where named is not null`;
  assert.equal(held, undefined);
});

test('rules remove what is old after a count of it, and whoever was silent is erased', async () => {
  const silent = await live('silent', Date.now() - 400 * day);
  const lively = await live('lively');
  const { body } = await server.api('GET', '/privacy/retention');
  const { rules, revision } = body as Awaited<ReturnType<typeof readRetention>>;
  const wanted = { ...rules, events: 365, people: 380 };
  const parts = { ...flow, sql: flow.database.sql, clickhouse: flow.clickhouse.client, workspace: 1, now: Date.now };
  const preview = await previewRetention(parts, wanted);
  assert.deepEqual([preview.events, preview.people], [3, 1]);
  assert.equal((await server.api('PUT', '/privacy/retention', { rules: wanted, revision })).status, 200);
  assert.equal((await server.api('PUT', '/privacy/retention', { rules: wanted, revision })).status, 409);
  await carryOutRetention({ ...parts, onRequests: privacy.wake });
  const runs = (await server.api('GET', '/privacy/retention/runs')).body as { items: { removed: object }[] };
  assert.deepEqual(runs.items[0]?.removed, { events: 3, people: 1 });
  for (let waits = 0; waits < 400; waits++) {
    if ((await flow.documents([silent]))[0]?.erased) break;
    await sleep(50);
  }
  const [gone, stays] = [...(await flow.documents([silent])), ...(await flow.documents([lively]))];
  assert.ok(gone?.erased !== undefined && stays?.erased === undefined);
  assert.equal((await previewRetention(parts, wanted)).events, 0);
});

test('a receipt closes when every horizon has passed; a database that comes back from a backup is erased again', async () => {
  const profile = await live('closing');
  const { id } = (await server.api('POST', `/profiles/${profile}/erasure`, {})).body as PrivacyRequest;
  await done(id);
  const { sql } = flow.database;
  const close = (ahead: number) =>
    closeErasures({
      ...{ sql, clickhouse: flow.clickhouse.client, workspace: 1, now: () => Date.now() + ahead },
      rules: async () => (await readRetention(sql, 1)).rules,
    });
  await close(0);
  const { body: early } = await server.api('GET', `/privacy/requests/${id}/receipt`);
  const passed = (receipt: unknown) =>
    (receipt as { horizons: { horizon: string; passedAt: string | null }[] }).horizons.flatMap((one) =>
      one.passedAt === null ? [] : [one.horizon],
    );
  assert.deepEqual(passed(early), ['disk', 'files']);
  await sql`delete from log_frame`;
  await close(200 * day);
  const { body: late } = await server.api('GET', `/privacy/requests/${id}`);
  assert.notEqual((late as PrivacyRequest).closedAt, null);

  const returned = await live('returned');
  const file = join(directory, 'erasures.jsonl');
  const backup = { erasure: '01900000-0000-7000-8000-000000000001', workspace: 1, profiles: [returned] };
  await privacy.stop();
  await writeFile(
    file,
    `${await readFile(file, 'utf8')}${JSON.stringify({ ...backup, erasedAt: Date.now(), identities: [] })}\n{"cut o`,
  );
  privacy = await open();
  assert.equal((await done(backup.erasure)).status, 'done');
  assert.ok((await flow.documents([returned]))[0]?.erased);
  assert.deepEqual(errors, []);
});
