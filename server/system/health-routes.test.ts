import assert from 'node:assert/strict';
import test from 'node:test';
import fastify from 'fastify';
import { Registry } from 'prom-client';
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
});
