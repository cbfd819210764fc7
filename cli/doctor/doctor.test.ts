import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import fastify from 'fastify';
import { identifyProcess } from '#components/process-identity.ts';
import type { System } from '#contracts/api/system.ts';
import { checkDataDirectory } from './check-data-directory.ts';
import { checkClock, checkServer, judgeSystem } from './check-server.ts';
import { describeFinding, type Finding } from './finding.ts';

const levels = (findings: readonly Finding[]) => findings.map(({ level }) => level).join(' ');

const healthy: System = {
  version: '1.0.0',
  topology: 'embedded',
  startedAt: '2026-01-01T00:00:00.000Z',
  lanes: [{ lane: 0, class: 'live', lag: 2 }],
  factsBehindMilliseconds: 300,
  outbox: { pending: 1, claimed: 0, dead: 0 },
  stoppedChannels: [],
  logBytes: 1,
  disk: { free: 50 * 2 ** 30, total: 100 * 2 ** 30 },
  memoryBytes: 1,
};

test('a healthy server gives only good lines, and each illness one line with how to mend it', () => {
  assert.equal(levels(judgeSystem(healthy, '1.0.0')), 'ok ok ok ok ok');
  const ill: System = {
    ...healthy,
    lanes: [{ lane: 0, class: 'live', lag: 5_000 }],
    factsBehindMilliseconds: 90_000,
    outbox: { pending: 0, claimed: 0, dead: 3 },
    stoppedChannels: ['email'],
    disk: { free: 2 ** 28, total: 2 ** 35 },
  };
  const findings = judgeSystem(ill, '2.0.0');
  assert.equal(levels(findings), 'warn warn fail warn fail fail');
  for (const finding of findings) assert.match(describeFinding(finding), /\n {6}\S/);
});

test('clocks may differ by what the header cannot tell', () => {
  assert.equal(checkClock(10_000, 11_900).level, 'ok');
  assert.equal(checkClock(10_000, 70_000).level, 'warn');
});

test('no server is a failure that says what to do', async () => {
  const { reachable, findings } = await checkServer('http://127.0.0.1:9', () => 0);
  assert.equal(reachable, false);
  assert.match(findings.map(describeFinding).join(), /npm start/);
});

test('a server without room for events says what to do about it', async (t) => {
  const app = fastify();
  t.after(() => app.close());
  app.get('/health/ready', (_request, reply) =>
    reply.code(503).send({ status: 'unavailable', parts: [{ part: 'storage', ok: false }] }),
  );
  const { findings } = await checkServer(await app.listen({ port: 0, host: '127.0.0.1' }), Date.now);
  assert.match(findings.map(describeFinding).join(), /There is no room for events.*\n.*Free space on its disk/);
});

test('the data directory: missing, open to others, in use, left behind', async (t) => {
  const directory = await mkdtemp(join(tmpdir(), 'throughline-doctor-'));
  t.after(() => rm(directory, { recursive: true }));
  assert.equal(levels(await checkDataDirectory(join(directory, 'none'), false)), 'warn');
  const credentials = join(directory, 'credentials.json');
  await writeFile(credentials, '{}', { mode: 0o644 });
  await chmod(credentials, 0o644);
  assert.equal(levels(await checkDataDirectory(directory, true)), 'ok fail');
  await chmod(credentials, 0o600);
  await mkdir(join(directory, 'postgres'));
  const owner = join(directory, 'postgres', 'owner');
  await writeFile(owner, (await identifyProcess(process.pid)) ?? '');
  assert.equal(levels(await checkDataDirectory(directory, true)), 'ok ok ok');
  assert.equal(levels((await checkDataDirectory(directory, false)).slice(0, 3)), 'ok ok warn');
  await writeFile(owner, `${process.pid}@0`);
  assert.match((await checkDataDirectory(directory, false)).map(describeFinding).join(), /without saying goodbye/);
});
