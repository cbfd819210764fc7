import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { queryRows } from '#components/clickhouse/client.ts';
import type { CreateExportInput, ExportJob } from '#contracts/api/export.ts';
import type { Fact } from '#contracts/fact.ts';
import { defaultSchemaSettings } from '#contracts/schema/schema.ts';
import { laneOf } from '#core/lane.ts';
import type { ProfileState } from '#core/state.ts';
import { writeDocument } from '#core/write-document.ts';
import { toTableRows } from '#flow/lane/fact-rows.ts';
import { insertFrames } from '#flow/project/insert-frames.ts';
import { noon, person } from '#test/builders.ts';
import { createTestClickhouse, type TestClickhouse } from '#test/clickhouse.ts';
import { eventually } from '#test/eventually.ts';
import { startTestServer, type TestServer } from '#test/server.ts';
import { saveSettings } from '../schema/rules.ts';
import { expireExports, findExport } from './export-rows.ts';
import { openExports } from './exports.ts';

let clickhouse: TestClickhouse;
let server: TestServer;
const people = Array.from({ length: 5_203 }, (_, index): ProfileState => {
  const number = String(index).padStart(6, '0');
  return {
    ...person(),
    profile: `0190a6e0-0000-7000-8000-a00000${number}`,
    identities: [{ kind: 'email', value: `person${index}@example.com` }],
    traits: { name: index === 7 ? '=HYPERLINK("x")' : `王 ${index}`, plan: index % 2 ? 'gold' : 'free', visits: index },
  };
});

before(async () => {
  clickhouse = await createTestClickhouse();
  server = await startTestServer({ parts: { clickhouse: clickhouse.client } });
  await store(people);
  await learn();
});
after(async () => {
  await server.close();
  await clickhouse.drop();
});

/** As a commit and the projector would leave them. */
async function store(states: readonly ProfileState[]): Promise<void> {
  const { lanes } = server.parts.store;
  const position = await lanes.acquire(0);
  await lanes.commit({
    ...{ partition: 0, epoch: position.epoch, commit: position.commit + 1, offsets: position.offsets, releases: {} },
    ...{ now: noon, seed: 1, due: [], outbox: [], cancelled: [], deadLetters: [], facts: [] },
    states: states.map((state) => ({
      ...{ lane: laneOf(1, state.profile), workspace: 1, profile: state.profile, isNew: true, nextDue: null },
      document: writeDocument(state),
    })),
  });
  const facts = states.flatMap(({ profile, traits, identities }, index): Fact[] => [
    {
      ...{
        type: 'profile',
        profile,
        at: noon,
        revision: 1,
        traits,
        identities,
        companies: [],
        timeZone: '',
        known: {},
      },
      ...{ firstSeenAt: noon, deleted: false },
    },
    {
      ...{
        type: 'event',
        profile,
        at: noon + index,
        id: `m${index}`,
        name: 'Looked',
        kind: 'track',
        identity: identities[0] ?? null,
      },
      ...{ properties: { index, note: '-1+2' }, url: '', imported: false, receivedAt: noon },
    } as Fact,
    ...(index % 1_000 === 0
      ? [
          {
            ...{ type: 'order', profile, at: noon, order: `o${index}`, value: 1.5, currency: 'GBP', itemCount: 1 },
            ...{ imported: false, delivery: '', journey: '', message: '', channel: '', touch: '', touchedAt: 0 },
          } as Fact,
        ]
      : []),
  ]);
  const rows = toTableRows(
    facts.map((fact) => ({ workspace: 1, fact })),
    { lane: 0, commit: 1 },
  );
  for (const { table, body } of rows) await insertFrames(clickhouse.client, table, [body]);
}

async function learn(): Promise<void> {
  const field = (type: string) => JSON.stringify({ seen: 1, nulls: 0, types: { [type]: 1 }, values: [] });
  for (const [kind, name, path, type] of [
    ['trait', '', 'name', 'string'],
    ['trait', '', 'plan', 'string'],
    ['trait', '', 'visits', 'integer'],
    ['event', 'Looked', 'index', 'integer'],
    ['event', 'Looked', 'note', 'string'],
  ] as const) {
    await server.parts.sql`
      insert into schema_field (workspace, kind, name, path, observation)
      values (1, ${kind}, ${name}, ${path}, ${field(type)})`;
  }
}

type Ask = (method: string, path: string, body?: unknown) => Promise<Response>;

function as(key: string): Ask {
  return (method, path, body) =>
    fetch(`${server.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
}

async function run(ask: Ask, request: CreateExportInput): Promise<ExportJob> {
  const made = await ask('POST', '/api/v1/exports', request);
  const { id } = (await made.json()) as ExportJob;
  assert.equal(made.status, 202);
  return eventually(async () => {
    const job = (await (await ask('GET', `/api/v1/exports/${id}`)).json()) as ExportJob;
    assert.notEqual(job.status, 'failed');
    return job.status === 'done' && job;
  }, 30);
}

const fetchFile = (ask: Ask, { downloadUrl }: ExportJob) => ask('GET', downloadUrl ?? '');

test('people come as CSV, each once, with their traits, and nothing that a spreadsheet computes', async () => {
  const admin = as(server.credentials.apiKey);
  const job = await run(admin, { rows: { list: 'people' }, byteOrderMark: true });
  assert.partialDeepStrictEqual(job, { written: 5_203, total: 5_203, masked: false, createdBy: 'First API key' });
  const file = await fetchFile(admin, job);
  assert.match(file.headers.get('content-disposition') ?? '', /people-\d{4}-\d\d-\d\d\.csv/);
  const bytes = Buffer.from(await file.arrayBuffer());
  assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
  const [header = '', ...lines] = bytes.toString('utf8').slice(1).trimEnd().split('\r\n');
  assert.match(header, /^id,name,email,.*traits\.name,traits\.plan,traits\.visits$/);
  assert.equal(new Set(lines.map((line) => line.slice(0, 36))).size, 5_203);
  assert.ok(lines.some((line) => line.includes(`"'=HYPERLINK(""x"")"`)));
  assert.ok(lines.some((line) => line.includes('王 12,') && line.includes('person12@example.com')));
  const again = (await (await admin('GET', `/api/v1/exports/${job.id}`)).json()) as ExportJob;
  assert.equal(again.downloads, 1);
});

test('a Parquet file has the chosen columns with their types', async () => {
  const admin = as(server.credentials.apiKey);
  const columns = ['email', 'traits.visits', 'firstSeenAt', 'traits.plan'];
  const job = await run(admin, { rows: { list: 'people' }, format: 'parquet', columns });
  const bytes = Buffer.from(await (await fetchFile(admin, job)).arrayBuffer());
  assert.equal(bytes.subarray(0, 4).toString(), 'PAR1');
  assert.equal(bytes.subarray(-4).toString(), 'PAR1');
  const { client } = clickhouse;
  const path = join(server.directory, 'seen.parquet');
  await writeFile(path, bytes);
  const [read] = await queryRows(
    client,
    `SELECT count() AS rows, uniqExact(email) AS emails, sum("traits.visits") AS visits, countIf("traits.plan" = 'gold') AS gold,
       min(firstSeenAt) AS earliest, any(toTypeName(firstSeenAt)) AS type
     FROM file({path:String}, 'Parquet')`,
    { path },
  );
  const firstSeenAt = new Date(people[0]?.firstSeenAt ?? 0).toISOString();
  const type = "Nullable(DateTime64(3, 'UTC'))";
  assert.deepEqual(read, {
    rows: 5_203,
    emails: 5_203,
    visits: (5_202 * 5_203) / 2,
    gold: 2_601,
    earliest: firstSeenAt,
    type,
  });
  const left = await queryRows(
    client,
    `SELECT name FROM system.tables WHERE database = currentDatabase() AND name LIKE 'export%'`,
  );
  assert.deepEqual(left, []);
});

test('events of a name carry its properties, and orders of a period its own', async () => {
  const admin = as(server.credentials.apiKey);
  const events = await run(admin, {
    rows: { list: 'events', filters: { name: 'Looked' } },
    columns: ['id', 'at', 'properties.note'],
  });
  const text = await (await fetchFile(admin, events)).text();
  assert.equal(new Set(text.trimEnd().split('\r\n')).size, 5_204);
  assert.match(text, /m0,2[0-9T:.-]+Z,'-1\+2\r\n/);
  const one = people[3]?.profile ?? '';
  const own = await run(admin, { rows: { list: 'events', filters: { profile: one } } });
  assert.equal(own.written, 1);
  const at = (milliseconds: number) => new Date(noon + milliseconds).toISOString();
  const orders = await run(admin, { rows: { list: 'orders', filters: { from: at(0), to: at(1) } } });
  assert.equal(orders.written, 6);
  const none = await run(admin, { rows: { list: 'orders', filters: { from: at(1) } } });
  assert.equal(none.written, 0);
});

test('a viewer gets what she may see, and no file of somebody else', async () => {
  await saveSettings(server.parts.sql, 1, { ...defaultSchemaSettings, maskedForViewers: 'contact_and_sensitive' });
  const { key } = (await server.api('POST', '/keys', { kind: 'api', name: 'looks', role: 'viewer' })).body as {
    key: string;
  };
  const viewer = as(key);
  for (const format of ['csv', 'parquet'] as const) {
    const job = await run(viewer, { rows: { list: 'people' }, format });
    assert.equal(job.masked, true);
    const bytes = Buffer.from(await (await fetchFile(viewer, job)).arrayBuffer());
    if (format === 'csv') assert.match(bytes.toString(), /p•••@e•••/);
    assert.ok(!bytes.includes('person12@') && !bytes.includes('王 12'));
  }
  // Nor does the number of rows say who has what is hidden.
  const sought = { rows: { list: 'people', filters: { search: 'person12@' } } } as const;
  assert.equal((await run(viewer, sought)).written, 0);
  assert.equal((await run(as(server.credentials.apiKey), sought)).written, 1);
  const whole = await run(as(server.credentials.apiKey), { rows: { list: 'people' } });
  assert.equal((await viewer('GET', `/api/v1/exports/${whole.id}`)).status, 404);
  assert.equal((await fetchFile(viewer, whole)).status, 404);
  const listed = (await (await viewer('GET', '/api/v1/exports')).json()) as { items: ExportJob[] };
  assert.equal(listed.items.length, 3);
});

test('a link is good as it is and for its time only, and a deleted file leaves its record', async () => {
  const admin = as(server.credentials.apiKey);
  const job = await run(admin, { rows: { list: 'orders' } });
  const link = job.downloadUrl ?? '';
  assert.equal((await fetch(`${server.url}${link}`)).status, 401);
  assert.equal((await admin('GET', link.replace(/expires=\d+/, `expires=${Date.now() + 86_400_000}`))).status, 410);
  assert.equal((await admin('DELETE', `/api/v1/exports/${job.id}`)).status, 204);
  assert.equal((await admin('GET', link)).status, 404);
  const left = (await (await admin('GET', `/api/v1/exports/${job.id}`)).json()) as ExportJob;
  assert.partialDeepStrictEqual(left, { status: 'expired', downloadUrl: null, written: 6 });
});

test('what was searched for, which may name somebody, goes with the file; that there was a search stays', async () => {
  const admin = as(server.credentials.apiKey);
  const own = { sql: server.parts.sql, workspace: server.parts.workspace };
  const job = await run(admin, { rows: { list: 'people', filters: { search: 'person12@', segment: 'buyers' } } });
  assert.deepEqual((await findExport(own, job.id)).request.rows, job.rows);
  await admin('DELETE', `/api/v1/exports/${job.id}`);
  await expireExports(own, new Date());
  const left = await findExport(own, job.id);
  assert.deepEqual(left.request.rows, { list: 'people', filters: { search: '•••', segment: 'buyers' } });
  const unknown = await admin('POST', '/api/v1/exports', { rows: { list: 'orders' }, columns: ['x` FROM y'] });
  assert.equal(unknown.status, 400);
});

test('an export that a killed process left unfinished is made by the next one', async () => {
  const { sql, store: people, analytics, log } = server.parts;
  const admin = as(server.credentials.apiKey);
  const done = await run(admin, { rows: { list: 'orders' } });
  await sql`update export set status = 'running', written = 3 where id = ${done.id}`;
  const next = openExports({
    ...{
      sql,
      workspace: 1,
      clickhouse: clickhouse.client,
      store: people,
      analytics,
      log,
      dataDirectory: server.directory,
    },
  });
  const again = await eventually(async () => {
    const job = (await (await admin('GET', `/api/v1/exports/${done.id}`)).json()) as ExportJob;
    return job.status === 'done' && job;
  });
  assert.equal(again.written, 6);
  await next.close();
});

test('definitions, coupons and companies come out too', async () => {
  await server.api('POST', '/coupons', { name: 'Tea', kind: 'amount', value: 5, codes: ['TEA-0001'] });
  await server.api('POST', '/segments', { id: 'tea', name: 'Tea people', condition: { type: 'all', conditions: [] } });
  for (const [list, expected] of [
    ['coupons', /TEA-0001/],
    ['segments', /Tea people/],
    ['journeys', /^id,name/],
    ['companies', /^id,name/],
  ] as const) {
    const { status, body } = await server.api('POST', '/exports', { rows: { list }, byteOrderMark: false });
    assert.equal(status, 202, JSON.stringify(body));
    const { id } = body as ExportJob;
    const job = await eventually(async () => {
      const now = (await server.api('GET', `/exports/${id}`)).body as ExportJob;
      assert.notEqual(now.status, 'failed', now.error ?? '');
      return now.status === 'done' ? now : undefined;
    });
    const file = await fetch(`${server.url}${job.downloadUrl}`, {
      headers: { authorization: `Bearer ${server.credentials.apiKey}` },
    });
    assert.match(await file.text(), expected, list);
  }
});
