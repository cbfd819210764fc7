import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { after, before, test } from 'node:test';
import { clickhouseServerVariable } from '#test/clickhouse.ts';
import { databaseServerVariable } from '#test/database.ts';
import { checkServers } from './check-servers.ts';

const servers: { readonly database: URL; readonly clickhouse: URL } = {
  database: new URL(process.env[databaseServerVariable] ?? ''),
  clickhouse: new URL(process.env[clickhouseServerVariable] ?? ''),
};

/** Hangs up on everybody. */
const deaf = createTcpServer((socket) => socket.destroy());
/** Answers as a ClickHouse of another age. */
const old = createServer((_request, response) => response.end('{"version":"23.8.1.1"}\n'));
const stranger = createServer((_request, response) => response.end('hello'));

before(async () => {
  for (const server of [deaf, old, stranger]) await once(server.listen(0, '127.0.0.1'), 'listening');
});
after(() => {
  for (const server of [deaf, old, stranger]) server.close();
});

const portOf = (server: { address(): AddressInfo | string | null }) => (server.address() as AddressInfo).port;

function changed(url: URL, change: (changing: URL) => void): string {
  const changing = new URL(url);
  change(changing);
  return changing.href;
}

async function refused(urls: { databaseUrl?: string; clickhouseUrl?: string }): Promise<string> {
  let said = '';
  await assert.rejects(
    checkServers({ databaseUrl: undefined, clickhouseUrl: undefined, ...urls }, 1_000),
    (error: Error) => {
      said = error.message;
      return error.name === 'StartupError';
    },
  );
  assert.doesNotMatch(said, /secret|\n/);
  return said;
}

test('servers that are well pass', () =>
  checkServers({ databaseUrl: servers.database.href, clickhouseUrl: servers.clickhouse.href }));

test('a PostgreSQL that is not there, or refuses, is named in one sentence without credentials', async () => {
  const at = `PostgreSQL at ${servers.database.host}`;
  for (const [databaseUrl, sentence] of [
    [
      'postgres://someone:secret@127.0.0.1:1/x',
      /^PostgreSQL at 127\.0\.0\.1:1 cannot be used \(ECONNREFUSED\)\. .*DATABASE_URL/,
    ],
    ['postgres://someone:secret@nowhere.invalid/x', /^PostgreSQL at nowhere\.invalid:5432 cannot be used \(E\w+\)\./],
    [`postgres://someone:secret@127.0.0.1:${portOf(deaf)}/x`, /cannot be used \([\w ]+\)\. Check that it runs/],
    [
      changed(servers.database, (url) => {
        url.password = 'secret';
      }),
      new RegExp(`^${at} refuses the user or the password\\. Mend them in DATABASE_URL\\.$`),
    ],
    [
      changed(servers.database, (url) => {
        url.pathname = '/no%20such';
      }),
      new RegExp(`^${at} has no database "no such"\\. Create it, or name another one in DATABASE_URL\\.$`),
    ],
  ] as const) {
    assert.match(await refused({ databaseUrl }), sentence);
  }
});

test('so is a ClickHouse', async () => {
  const at = `ClickHouse at ${servers.clickhouse.host}`;
  for (const [clickhouseUrl, sentence] of [
    ['http://someone:secret@127.0.0.1:1/x', /^ClickHouse at 127\.0\.0\.1:1 cannot be used \(ECONNREFUSED\)\./],
    [
      changed(servers.clickhouse, (url) => {
        url.password = 'secret';
      }),
      new RegExp(`^${at} refuses the user or the password\\. Mend them in CLICKHOUSE_URL\\.$`),
    ],
    [
      changed(servers.clickhouse, (url) => {
        url.pathname = '/nothing';
      }),
      new RegExp(`^${at} has no database "nothing"\\. Create it, or name another one in CLICKHOUSE_URL\\.$`),
    ],
    [`http://127.0.0.1:${portOf(old)}`, /has version 23\.8\.1\.1, and Throughline needs 25 or newer\./],
    [`http://127.0.0.1:${portOf(stranger)}`, /cannot be used \(.+\)\. Check that it runs/],
  ] as const) {
    assert.match(await refused({ clickhouseUrl }), sentence);
  }
});
