import assert from 'node:assert/strict';
import { createHmac, hash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ImportJob } from '#contracts/api/import.ts';
import type { Source, SourcePayload } from '#contracts/api/source.ts';
import type { SourceSettings } from '#contracts/source.ts';
import { bucketKeys, startBucketServer } from '#test/bucket-server.ts';
import { startTestServer, type TestServer } from '#test/server.ts';
import { presets } from './presets.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.close());

const api = async <T = Source>(method: string, path: string, body?: unknown): Promise<T> => {
  const answer = await server.api(method, path, body);
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as T;
};
const presetOf = (name: string) => presets.find((preset) => preset.name === name) ?? assert.fail(name);
const webhook = (name: 'shopify' | 'woocommerce' | 'shopline' | 'youzan' | 'own'): SourceSettings => {
  const { check, mapping } = presetOf(name);
  return { kind: 'webhook', preset: name, check, mapping, ...(check === 'youzan' && { clientId: 'app' }) };
};
const add = (name: string, settings: SourceSettings, secret?: string) =>
  api<Source & { secret: string | null }>('POST', '/sources', { name, settings, ...(secret && { secret }) });
const sign = (body: string, secret: string) => createHmac('sha256', secret).update(body).digest('base64');
const md5 = (text: string) => hash('md5', text);
const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}${path}`, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
const payloads = async (id: string) => (await api<{ items: SourcePayload[] }>('GET', `/sources/${id}/payloads`)).items;

test('the examples of all presets become orders with a person, an amount and products', async () => {
  const signatures = {
    shopify: 'x-shopify-hmac-sha256',
    woocommerce: 'x-wc-webhook-signature',
    shopline: 'x-shopline-hmac-sha256',
    youzan: 'event-sign',
  };
  for (const { name, check, example } of presets) {
    const secret = 'a secret of the shop';
    const { id, url } = await add(name, webhook(name), secret);
    const before = server.events.length;
    const path = check === 'secret' ? `${url}/${encodeURIComponent(secret)}` : (url ?? '');
    const signed = check === 'youzan' ? md5(`app${example.body}${secret}`) : sign(example.body, secret);
    const signature = check === 'secret' ? {} : { [signatures[check]]: signed };
    const response = await post(path, example.body, { ...example.headers, ...signature });
    const answer = name === 'youzan' ? { code: 0, msg: 'success' } : {};
    assert.deepEqual(await response.json(), { success: true, outcome: 'accepted', ...answer }, name);
    const [event] = server.events.slice(before);
    assert.ok(event && event.content.type === 'track' && !event.imported && event.trusted, name);
    assert.equal(event.content.name, 'Order Completed');
    assert.equal(typeof event.content.properties['total'], 'number', name);
    assert.ok(typeof event.content.properties['order_id'] === 'string', name);
    if (name !== 'own') assert.equal((event.content.properties['products'] as unknown[]).length, 1, name);
    const [kept] = await payloads(id);
    assert.equal(kept?.outcome, 'accepted');
    assert.ok(!JSON.stringify(kept.headers).includes('hmac'), 'what proves the sender is not kept');
    await post(path, example.body, { ...example.headers, ...signature });
    assert.equal(server.events.at(-1)?.messageId, event.messageId, 'a repeat has the same id');
  }
});

test('who cannot prove to be the sender learns nothing, and nothing is kept', async () => {
  const { id, url } = await add('shop', webhook('shopify'), 'the real secret');
  const { example } = presetOf('shopify');
  for (const signature of [
    undefined,
    'wrong',
    sign(example.body, 'another secret'),
    sign(`${example.body} `, 'the real secret'),
  ]) {
    const headers = { ...example.headers, ...(signature && { 'x-shopify-hmac-sha256': signature }) };
    assert.equal((await post(url ?? '', example.body, headers)).status, 401);
  }
  assert.equal((await post(`${url}/the%20real%20secret`, example.body, example.headers)).status, 401);
  assert.equal((await post('/v1/hooks/0190a6e0-0000-7000-8000-000000000001', '{}')).status, 404);
  assert.deepEqual(await payloads(id), []);
  const shown = JSON.stringify(await api('GET', '/sources'));
  assert.ok(!shown.includes('the real secret'));
  const [row] = await server.database.sql<{ text: string }[]>`
    select settings || encode(secrets, 'escape') as text from source where id = ${id}`;
  assert.ok(!row?.text.includes('the real secret'));
});

test('a message of 有赞 is known by the signature in its header or in its body, and a test of the line is only answered', async () => {
  const [id, secret] = ['6cd25b3f99727975b5', 'the secret of the application'];
  const { url, id: source } = await add('有赞', { ...webhook('youzan'), clientId: id } as SourceSettings, secret);
  const plain = JSON.parse(presetOf('youzan').example.body) as { type: string; msg: string };
  const send = async (body: object, header?: string) =>
    (await post(url ?? '', JSON.stringify(body), header === undefined ? {} : { 'event-sign': header })).status;
  const signed = { ...plain, client_id: id, sign: md5(`${id}${plain.msg}${secret}`) };
  assert.equal(await send(signed), 200);
  assert.equal(await send(plain, md5(`${id}${JSON.stringify(plain)}${secret}`).toUpperCase()), 200);
  for (const sign of ['', md5(`${id}${plain.msg}another secret`), md5(`other${plain.msg}${secret}`)]) {
    assert.equal(await send({ ...plain, sign }), 401);
  }
  assert.equal(await send({ ...signed, msg: `${plain.msg}%20` }), 401);
  assert.equal(await send(signed, 'wrong'), 401);
  assert.equal(await send(plain), 401);
  assert.equal((await payloads(source)).length, 2);
  assert.equal(await send({ test: true, type: 'TRADE_ORDER_STATE' }), 200);
  assert.equal((await payloads(source)).length, 2);
  const nameless = await server.api('POST', '/sources', {
    name: '有赞',
    settings: { ...webhook('youzan'), clientId: '' },
  });
  assert.equal(nameless.status, 400);
});

test('a phone number without a country code is one of the mapping’s country (of 有赞 China), else one of the workspace’s', async () => {
  const secret = 'the secret of the application';
  const phoneAfter = async (sent: Promise<Response>) => {
    const before = server.events.length;
    assert.equal((await sent).status, 200);
    return server.events.slice(before)[0]?.identities.find(({ kind }) => kind === 'phone')?.value;
  };
  const youzan = await add('有赞', webhook('youzan'), secret);
  const { body } = presetOf('youzan').example;
  const proof = { 'event-sign': md5(`app${body}${secret}`) };
  assert.equal(await phoneAfter(post(youzan.url ?? '', body, proof)), '+8613800138000');

  const byPhone = (country?: string): SourceSettings => ({
    ...{ kind: 'webhook', preset: 'own', check: 'secret' },
    mapping: {
      ...{ timeZone: 'UTC', ...(country && { country }) },
      rules: [
        { when: [], type: 'identify', event: '', fields: [{ target: 'phone', path: 'tel', type: 'auto' }], lists: [] },
      ],
    },
  });
  for (const [country, tel, phone] of [
    [undefined, '020 7946 0958', '+442079460958'],
    ['TW', '0912 345 678', '+886912345678'],
    ['CN', '+44 20 7946 0959', '+442079460959'],
  ] as const) {
    const { url } = await add('till', byPhone(country), secret);
    const sent = post(`${url}/${encodeURIComponent(secret)}`, JSON.stringify({ tel }));
    assert.equal(await phoneAfter(sent), phone);
  }
});

test('what becomes nothing is kept with its reason and can be tried again after the mapping was mended', async () => {
  const settings = webhook('own');
  const { id, url, secret } = await add('till', settings);
  const before = server.events.length;
  const body = JSON.stringify({ buyer: { mail: 'jo@example.com' }, order: { id: 'A-7', total: '12.50' } });
  assert.equal((await api('GET', `/sources/${id}`)).lastPayload, null);
  const answer = await post(`${url}/${secret}`, body);
  assert.deepEqual(await answer.json(), { success: true, outcome: 'refused' });
  assert.equal((await api('GET', `/sources/${id}`)).lastPayload?.outcome, 'refused');
  await post(`${url}/${secret}`, 'no json');
  assert.deepEqual(
    (await payloads(id)).map(({ outcome, detail }) => [outcome, detail]),
    [
      ['refused', 'the body is not a JSON object'],
      ['refused', 'nothing in it says who it is: fill userId, email or phone'],
    ],
  );
  const rules = (settings.kind === 'webhook' ? settings.mapping.rules : []).map((rule) => ({
    ...rule,
    fields: rule.fields.map((field) =>
      field.target === 'email' ? { ...field, path: 'customer.email|buyer.mail' } : field,
    ),
  }));
  const mended = { ...settings, mapping: { timeZone: 'UTC', rules } };
  const tried = await api<{ problem: string | null }>('POST', '/sources/try', { mapping: mended.mapping, body });
  assert.equal(tried.problem, null);
  await api('PUT', `/sources/${id}`, { name: 'till', settings: mended, active: true });
  const kept = (await payloads(id)).find((payload) => payload.body === body);
  const retried = await api<SourcePayload>('POST', `/sources/${id}/payloads/${kept?.id}/retry`);
  assert.equal(retried.outcome, 'accepted');
  assert.deepEqual(
    server.events.slice(before).map(({ identities }) => identities[0]?.value),
    ['jo@example.com'],
  );
});

async function importsOf(id: string, done: (jobs: readonly ImportJob[]) => boolean): Promise<readonly ImportJob[]> {
  for (let attempt = 0; attempt < 400; attempt++) {
    const { items } = await api<{ items: ImportJob[] }>('GET', `/sources/${id}/imports`);
    if (done(items)) return items;
    await sleep(50);
  }
  return assert.fail('the files do not come');
}
async function reasonOfLastRun(id: string): Promise<string | null | undefined> {
  const { items } = (await api('GET', `/sources/${id}/runs`)) as unknown as { items: { reason: string | null }[] };
  return items[0]?.reason;
}

async function ran(id: string): Promise<NonNullable<Source['lastRun']>> {
  const before = (await api('GET', `/sources/${id}`)).lastRun?.startedAt;
  await api('POST', `/sources/${id}/run`);
  for (let attempt = 0; attempt < 400; attempt++) {
    const { lastRun } = await api('GET', `/sources/${id}`);
    if (lastRun?.finishedAt && lastRun.startedAt !== before) return lastRun;
    await sleep(50);
  }
  return assert.fail('it does not run');
}

test('a bucket brings what is new: the first file waits for its mapping, the others follow it', async (t) => {
  const bucket = await startBucketServer(t, 'exports');
  const people = (...names: string[]) =>
    Buffer.from(`user_id,city\n${names.map((name) => `${name},Bath`).join('\n')}\n`);
  bucket.files.set('crm/2026 01.csv', people('bucket-1'));
  bucket.files.set('crm/2026-02.csv', people('bucket-2'));
  bucket.files.set('crm/2026-03.csv', people('bucket-3'));
  bucket.files.set('other/no.csv', people('nobody'));
  const settings = {
    kind: 's3' as const,
    endpoint: bucket.endpoint,
    region: bucket.region,
    bucket: 'exports',
    prefix: 'crm/',
    accessKeyId: bucketKeys.accessKeyId,
    schedule: '0 3 * * *',
    allowPrivateAddresses: true,
  };
  const refused = await add('shut', { ...settings, allowPrivateAddresses: false }, bucketKeys.secretAccessKey);
  assert.match((await ran(refused.id)).error ?? '', /not public/);
  assert.equal(await reasonOfLastRun(refused.id), 'private_address');
  const wrong = await add('wrong', settings, 'not the key of this bucket');
  assert.match((await ran(wrong.id)).error ?? '', /403 \(SignatureDoesNotMatch\)/);
  assert.equal(await reasonOfLastRun(wrong.id), 'not_allowed');

  const { id, nextAt } = await add('crm', settings, bucketKeys.secretAccessKey);
  assert.ok(Date.parse(nextAt ?? '') > Date.now());
  assert.deepEqual(await ran(id).then(({ files, error }) => ({ files, error })), { files: 1, error: null });
  const [first] = await importsOf(id, ([job]) => job?.status === 'ready');
  assert.equal(first?.name, 'crm/2026 01.csv');
  await api('POST', `/imports/${first.id}/start`, {});
  await importsOf(id, ([job]) => job?.status === 'done');
  assert.equal((await ran(id)).files, 2);
  await importsOf(id, (jobs) => jobs.length === 3 && jobs.every(({ status }) => status === 'done'));
  assert.equal((await ran(id)).files, 0);
  bucket.files.set('crm/2026-02.csv', people('bucket-2', 'bucket-4'));
  assert.equal((await ran(id)).files, 1);
  await importsOf(id, (jobs) => jobs.length === 4 && jobs.every(({ status }) => status === 'done'));
  const cities = server.events.filter(({ identities }) => identities[0]?.value.startsWith('bucket-'));
  assert.deepEqual([...new Set(cities.map(({ identities }) => identities[0]?.value))].sort(), [
    'bucket-1',
    'bucket-2',
    'bucket-3',
    'bucket-4',
  ]);
  assert.ok(!server.events.some(({ identities }) => identities[0]?.value === 'nobody'));
});

test('an address is fetched only when it has changed, with what it asks for, and not when it is no public one', async (t) => {
  let [version, asked] = [1, 0];
  const files = createServer((request, response) => {
    asked++;
    if (request.headers.authorization !== 'Bearer of the export') return response.writeHead(401).end();
    if (request.headers['if-none-match'] === `"${version}"`) return response.writeHead(304).end();
    response.writeHead(200, { etag: `"${version}"` }).end(`user_id,score\naddress-${version},${version}\n`);
  }).listen(0, '127.0.0.1');
  t.after(() => files.close());
  await sleep(50);
  const { port } = files.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/people.csv`;
  const settings = { kind: 'https' as const, url, schedule: '*/30 * * * *', allowPrivateAddresses: true };
  const shut = await add('shut', { ...settings, allowPrivateAddresses: false }, 'Bearer of the export');
  assert.match((await ran(shut.id)).error ?? '', /not public/);
  assert.equal(asked, 0);
  const { id } = await add('people', settings, 'Bearer of the export');
  assert.equal((await ran(id)).files, 1);
  assert.equal((await ran(id)).files, 0);
  version = 2;
  assert.equal((await ran(id)).files, 1);
  const bad = await server.api('POST', '/sources', {
    name: 'x',
    settings: { ...settings, schedule: 'every now and then' },
  });
  assert.equal(bad.status, 400);
  assert.partialDeepStrictEqual(bad.body, {
    error: { details: [{ field: 'settings.schedule', code: 'not_a_schedule' }] },
  });
  const elsewhere = { ...settings, url: 'https://example.com/people.csv' };
  const moved = await server.api('PUT', `/sources/${id}`, { name: 'people', settings: elsewhere, active: true });
  assert.equal(moved.status, 400, 'a secret is not carried to another server');
  assert.partialDeepStrictEqual(moved.body, { error: { details: [{ field: 'secret', code: 'secret_again' }] } });
});
