import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { ImportJob, ImportPreview } from '#contracts/api/import.ts';
import { startTestServer, type TestServer } from '#test/server.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.close());

const api = async <T = ImportJob>(method: string, path: string, body?: unknown): Promise<T> => {
  const answer = await server.api(method, path, body);
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as T;
};

async function send(id: string, bytes: Uint8Array<ArrayBuffer>, offset: number): Promise<Response> {
  return fetch(`${server.url}/api/v1/imports/${id}/content?offset=${offset}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${server.credentials.apiKey}`, 'content-type': 'application/octet-stream' },
    body: bytes,
  });
}

/** In parts, as the app sends a file. */
async function upload(name: string, content: Uint8Array<ArrayBuffer>): Promise<ImportJob> {
  const { id } = await api('POST', '/imports', { name, bytes: content.length });
  const part = Math.max(10_000, Math.ceil(content.length / 5));
  for (let offset = 0; offset < content.length; offset += part) {
    const response = await send(id, content.subarray(offset, offset + part), offset);
    assert.equal(response.status, 200, await response.clone().text());
  }
  return api('GET', `/imports/${id}`);
}

async function until(id: string, done: (job: ImportJob) => boolean): Promise<ImportJob> {
  for (let attempt = 0; attempt < 600; attempt++) {
    const job = await api('GET', `/imports/${id}`);
    if (done(job)) return job;
    await sleep(50);
  }
  return assert.fail('It does not come to an end');
}

const people = Buffer.from(
  [
    '会员编号,手机号,邮箱,姓名,城市,注册时间',
    '1,+8613800138000,li@example.com,李明,上海,2024-01-05 09:00',
    '2,+8613900139000,,王芳,北京,2024-02-05 09:00',
    ',,,无名,广州,2024-02-05 09:00',
    'null,,,空号,广州,2024-02-05 09:00',
    '1,+8613800138000,,李明,上海,2024-01-05 09:00',
  ].join('\n'),
);

test('a file that is no text, or gzip that is broken, says so instead of showing its bytes as columns', async () => {
  const picture = Uint8Array.from({ length: 4_000 }, (_, index) => (index * 7_919 + (index >> 3) * 131) & 0xff);
  const broken = gzipSync('user_id,city\nann,Bath\n').subarray(0, 20);
  for (const [name, bytes] of [
    ['people.csv', picture],
    ['people.csv.gz', Uint8Array.from(broken)],
  ] as const) {
    const { id } = await api('POST', '/imports', { name, bytes: bytes.length });
    const response = await send(id, bytes, 0);
    assert.equal(response.status, 422, name);
    assert.equal(((await response.json()) as { error: { code: string } }).error.code, 'unreadable_file');
    assert.equal((await server.api('POST', `/imports/${id}/preview`, {})).status, 409, 'there is nothing to map');
    assert.ok((await server.api('DELETE', `/imports/${id}`)).status < 300);
  }
});

test('a row whose phone, e-mail, ID or consent cannot be read goes in, and the import says without what', async () => {
  const file = Buffer.from(
    [
      'User ID,Mobile,Mail,Card,Newsletter',
      'a,0912345678,ann@example.com,,yes',
      'b,0922345678,ben(at)example.com,k-1,perhaps',
      'c,07400123456,,,',
    ].join('\n'),
  );
  const { id } = await upload('taiwan.csv', file);
  const { format, mapping } = await api<ImportPreview>('POST', `/imports/${id}/preview`, {});
  const asked = {
    ...{ ...mapping, kind: 'customers', otherColumns: 'ignore' },
    columns: [
      { column: 'User ID', target: 'userId' },
      { column: 'Mobile', target: 'phone' },
      { column: 'Mail', target: 'email' },
      { column: 'Card', target: 'externalIds.club_card' },
    ],
    consents: [
      { column: 'Newsletter', channel: 'email', granted: ['yes'], denied: ['no'], confirmed: false, proof: {} },
    ],
  };
  const { items } = await api<ImportPreview>('POST', `/imports/${id}/preview`, { format, mapping: asked });
  assert.deepEqual(
    items.map((item) => item.type === 'event' && item.unread?.map(({ column, reason }) => `${column} ${reason}`)),
    [
      ['Mobile invalid_phone'],
      ['Newsletter unknown_consent', 'Mail invalid_email', 'Mobile invalid_phone', 'Card unknown_identity'],
      undefined,
    ],
  );
  const without = [
    { column: 'Mobile', reason: 'invalid_phone', count: 2, lines: [2, 3] },
    { column: 'Mail', reason: 'invalid_email', count: 1, lines: [3] },
    { column: 'Card', reason: 'unknown_identity', count: 1, lines: [3] },
    { column: 'Newsletter', reason: 'unknown_consent', count: 1, lines: [3] },
  ];
  await api('PUT', `/imports/${id}`, { format, mapping: asked });
  await api('POST', `/imports/${id}/check`);
  const { check } = await until(id, ({ status }) => status === 'ready');
  assert.deepEqual([check?.events, check?.rejected, check?.unread], [3, {}, without]);
  const before = server.events.length;
  await api('POST', `/imports/${id}/start`, {});
  const { progress } = await until(id, ({ status }) => status === 'done');
  assert.deepEqual([progress?.taken, progress?.rejected, progress?.unread], [3, {}, without]);
  const taken = server.events.slice(before);
  assert.deepEqual(
    taken.map(({ content }) => content.type === 'identify' && content.traits['phone']),
    ['0912345678', '0922345678', '+447400123456'],
    'what is no phone number stays as it was written, as of a call of the tracking API',
  );
  const report = await fetch(`${server.url}/api/v1/imports/${id}/rejected?of=import`, {
    headers: { authorization: `Bearer ${server.credentials.apiKey}` },
  });
  const list = await report.text();
  assert.deepEqual(
    list
      .split('\n')
      .slice(1, 3)
      .map((line) => line.split(',').slice(0, 9).join()),
    [
      'a,0912345678,ann@example.com,,yes,2,imported_without,invalid_phone,Mobile',
      'b,0922345678,ben(at)example.com,k-1,perhaps,3,imported_without,invalid_email; invalid_phone; unknown_identity; unknown_consent,Mail; Mobile; Card; Newsletter',
    ],
  );

  const again = await upload('mended.csv', Buffer.from(list));
  assert.ok(
    again.mapping?.columns.every(({ column }) => !column.startsWith('import_')),
    'the list is no data',
  );
  const mended = { ...asked, country: 'TW', columns: asked.columns.slice(0, 2) };
  await api('PUT', `/imports/${again.id}`, { format: again.format, mapping: mended });
  await api('POST', `/imports/${again.id}/start`, {});
  await until(again.id, ({ status }) => status === 'done');
  const phones = server.events
    .slice(-2)
    .map(({ identities }) => identities.find(({ kind }) => kind === 'phone')?.value);
  assert.deepEqual(phones, ['+886912345678', '+886922345678']);
  server.events.length = 0;
});

test('a file is uploaded in parts, guessed, tried, imported, and a repeat has the same ids', async () => {
  const uploaded = await upload('会员.csv', gzipSync(people));
  assert.equal(uploaded.status, 'ready');
  assert.equal(uploaded.mapping?.kind, 'customers');
  const preview = await api<ImportPreview>('POST', `/imports/${uploaded.id}/preview`, {});
  assert.deepEqual(preview.missing, []);
  assert.deepEqual(preview.items[0], {
    type: 'event',
    line: 2,
    event: {
      type: 'identify',
      messageId: 'preview-2',
      userId: '1',
      traits: {
        name: '李明',
        city: '上海',
        createdAt: '2024-01-05 09:00',
        email: 'li@example.com',
        phone: '+8613800138000',
      },
    },
  });

  await api('POST', `/imports/${uploaded.id}/check`);
  const { check } = await until(uploaded.id, ({ status }) => status === 'ready');
  assert.deepEqual(check, {
    events: 3,
    newPeople: 2,
    knownPeople: 0,
    rejected: { missing_person: 1, refused_by_server: 1 },
    unread: [],
    current: true,
    finished: true,
    line: 6,
  });
  assert.equal(server.events.length, 0);
  const report = await fetch(`${server.url}/api/v1/imports/${uploaded.id}/rejected?of=check`, {
    headers: { authorization: `Bearer ${server.credentials.apiKey}` },
  });
  assert.deepEqual((await report.text()).trimEnd().split('\n'), [
    '会员编号,手机号,邮箱,姓名,城市,注册时间,import_line,import_result,import_reason,import_column,import_detail',
    ',,,无名,广州,2024-02-05 09:00,4,rejected,missing_person,,no column of this row says who it is',
    'null,,,空号,广州,2024-02-05 09:00,5,rejected,refused_by_server,,"userId must be an id of one person or group, not empty and no placeholder such as ""null"" or zeros"',
  ]);

  await api('POST', `/imports/${uploaded.id}/start`, {});
  const done = await until(uploaded.id, ({ status }) => status === 'done');
  assert.equal(done.progress?.taken, 3);
  assert.deepEqual(done.progress?.rejected, { missing_person: 1, refused_by_server: 1 });
  assert.ok(server.events.every(({ imported, trusted }) => imported === true && trusted === true));
  const ids = server.events.map(({ messageId }) => messageId);
  assert.equal(new Set(ids).size, 3);

  const again = await upload('again.csv', people);
  await api('POST', `/imports/${again.id}/check`);
  const { earlier } = await until(again.id, ({ status }) => status === 'ready');
  assert.deepEqual([earlier?.id, earlier?.repeat], [uploaded.id, 'said_again']);
  await api('POST', `/imports/${again.id}/start`, {});
  await until(again.id, ({ status }) => status === 'done');
  assert.deepEqual(
    server.events.slice(3).map(({ messageId }) => messageId),
    ids,
  );
});

test('a column says a word of consent with its proof, and becomes no trait', async () => {
  const { id, format, mapping } = await upload(
    'consents.csv',
    Buffer.from('user_id,newsletter,asked\nc1,Yes,Offers by mail?\nc2,no,\nc3,perhaps,\n'),
  );
  const consents = [
    { column: 'newsletter', channel: 'email', granted: ['yes'], denied: ['no'], proof: { text: 'asked' } },
  ];
  const saved = await api('PUT', `/imports/${id}`, {
    format,
    mapping: {
      ...mapping,
      otherColumns: 'keep',
      columns: [{ column: 'user_id', target: 'userId' }],
      kind: 'customers',
      consents,
    },
  });
  assert.equal(saved.mapping?.consents?.length, 1);
  const before = server.events.length;
  await api('POST', `/imports/${id}/start`, {});
  await until(id, ({ status }) => status === 'done');
  assert.deepEqual(
    server.events.slice(before).map(({ content }) => content.type === 'identify' && content.traits),
    [
      { consents: [{ text: 'Offers by mail?', channel: 'email', status: 'granted', source: 'import' }] },
      { consents: [{ channel: 'email', status: 'denied', source: 'import' }] },
      {},
    ],
  );
  assert.ok(server.events.slice(before).every((event) => event.import === id));
});

test('an import that is paused stays where it is, and goes on from there', async (t) => {
  const count = 30_000;
  const rows = Array.from({ length: count }, (_, index) => `p${index % 500},Seen,2024-01-01 10:00,${index}`);
  const { id } = await upload('events.csv', Buffer.from(`user_id,event,timestamp,number\n${rows.join('\n')}\n`));
  const before = server.events.length;
  // However fast the machine is: after the first batch nothing comes in before the import is paused.
  const { sink } = server.parts;
  const original = sink.accept.bind(sink);
  const paused = Promise.withResolvers<void>();
  const underWay: Promise<unknown>[] = [];
  const accept = t.mock.method(sink, 'accept', (...batch: Parameters<typeof sink.accept>) => {
    const accepted = (underWay.length === 0 ? Promise.resolve() : paused.promise).then(() => original(...batch));
    underWay.push(accepted);
    return accepted;
  });
  await api('POST', `/imports/${id}/start`, {});
  await until(id, ({ progress }) => (progress?.settled ?? 0) > 0);
  await api('POST', `/imports/${id}/pause`);
  const calls = underWay.length;
  paused.resolve();
  // What was under way when it was paused still comes in.
  await Promise.all(underWay);
  const { status, progress } = await api('GET', `/imports/${id}`);
  assert.equal(status, 'paused');
  assert.ok((progress?.settled ?? 0) < count, 'it was stopped before its end');
  assert.ok(server.events.length - before < count);
  // A batch that was read ahead may have been on its way into the log; its rows are known when it goes on.
  assert.ok(underWay.length - calls <= 3, 'nothing is read after the pause');
  accept.mock.restore();
  await api('POST', `/imports/${id}/start`, {});
  const done = await until(id, ({ status }) => status === 'done');
  assert.equal(done.progress?.settled, count);
  assert.equal(new Set(server.events.slice(before).map(({ messageId }) => messageId)).size, count);
});

test('what cannot be done says so: parts out of place, too much, wrong mapping, wrong time', async () => {
  const { id } = await api('POST', '/imports', { name: 'a.csv', bytes: 10 });
  assert.equal((await send(id, Buffer.from('ab'), 5)).status, 400);
  assert.equal((await send(id, Buffer.from('12345678901'), 0)).status, 413);
  assert.equal((await server.api('POST', `/imports/${id}/start`, {})).status, 409);
  assert.equal((await server.api('POST', '/imports', { name: 'a', bytes: 1e15 })).status, 413);
  const { id: named, format } = await upload('b.csv', Buffer.from('colour,size\nred,7\n'));
  const { mapping, missing } = await api<ImportPreview>('POST', `/imports/${named}/preview`, {});
  assert.deepEqual(missing, [['userId', 'email', 'phone', 'anonymousId']]);
  const twice = { ...mapping, columns: mapping.columns.map((one) => ({ ...one, target: 'userId' })) };
  assert.equal((await server.api('PUT', `/imports/${named}`, { format, mapping: twice })).status, 400);
  await api('POST', `/imports/${named}/start`, {});
  const failed = await until(named, ({ status }) => status === 'failed');
  assert.match(failed.error ?? '', /No column says userId or email/);
  assert.equal((await server.api('DELETE', `/imports/${named}`)).status, 204);
  assert.equal((await server.api('GET', `/imports/${named}`)).status, 404);
});
