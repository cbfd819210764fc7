import assert from 'node:assert/strict';
import test from 'node:test';
import fastify from 'fastify';
import { Registry } from 'prom-client';
import { registerErrorHandler } from '../error-handler.ts';
import { createLog } from '../log.ts';
import type { PartHealth } from '../parts.ts';
import { registerHealth } from './health-routes.ts';

test('readiness names the part that fails; why stands in the log alone, once', async () => {
  const logged: string[] = [];
  let parts: PartHealth[] = [];
  const app = fastify();
  registerHealth(app, {
    health: async () => parts,
    metrics: new Registry(),
    findKey: async () => undefined,
    log: createLog('warn', { write: (line) => void logged.push(line) }),
  });
  const ready = async () => {
    const { statusCode, body } = await app.inject('/health/ready');
    return [statusCode, JSON.parse(body)] as const;
  };

  const broken: PartHealth = { part: 'postgres', ok: false, detail: 'connect ECONNREFUSED 10.0.0.7:5432' };
  parts = [broken, { part: 'clickhouse', ok: true }];
  for (let time = 0; time < 2; time += 1) {
    assert.deepEqual(await ready(), [
      503,
      {
        status: 'unavailable',
        parts: [
          { part: 'postgres', ok: false },
          { part: 'clickhouse', ok: true },
        ],
      },
    ]);
  }
  assert.equal(logged.length, 1);
  assert.match(logged[0] ?? '', /ECONNREFUSED 10\.0\.0\.7:5432/);

  parts = [{ part: 'postgres', ok: true }];
  assert.deepEqual(await ready(), [200, { status: 'ok', parts }]);
  parts = [broken];
  await ready();
  assert.equal(logged.length, 2);

  parts = [{ part: 'storage', ok: false, detail: 'disk_full' }];
  const full = { part: 'storage', ok: false, reason: 'disk_full' };
  assert.deepEqual(await ready(), [503, { status: 'unavailable', parts: [full] }]);
});

test('metrics are for this machine and for holders of an API key, unless they are made public', async () => {
  const open = (metricsAccess?: 'public') => {
    const app = fastify();
    registerErrorHandler(app);
    const findKey = async (key: string) => (key === 'tl_known' ? {} : undefined);
    registerHealth(app, {
      ...{ findKey, metricsAccess, metrics: new Registry() },
      ...{ health: async () => [], log: createLog('silent') },
    });
    return async (remoteAddress: string, headers: Record<string, string> = {}) =>
      (await app.inject({ url: '/metrics', remoteAddress, headers })).statusCode;
  };
  const ask = open();
  for (const here of ['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1']) assert.equal(await ask(here), 200, here);
  for (const elsewhere of ['10.0.0.7', '203.0.113.9', '2001:db8::1', '::ffff:10.0.0.7']) {
    assert.equal(await ask(elsewhere), 401, elsewhere);
    assert.equal(await ask(elsewhere, { authorization: 'Bearer tl_other' }), 401, elsewhere);
    assert.equal(await ask(elsewhere, { authorization: 'Bearer tl_known' }), 200, elsewhere);
  }
  // A proxy on this machine passes on what comes from elsewhere.
  assert.equal(await ask('127.0.0.1', { 'x-forwarded-for': '127.0.0.1' }), 401);
  assert.equal(await open('public')('203.0.113.9'), 200);
});
