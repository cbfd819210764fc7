import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { claimDirectory, stopOrphanedServer } from './ownership.ts';

let directory: string;

before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'throughline-ownership-'));
});

after(() => rm(directory, { recursive: true, force: true }));

test('a server that runs on the cluster without its Throughline is stopped', async () => {
  const reason = Promise.withResolvers<string>();
  const server = await startEmbeddedPostgres({ directory, log: () => {}, onExit: reason.resolve });
  const messages: string[] = [];
  await stopOrphanedServer(join(directory, 'cluster'), (message) => messages.push(message));
  assert.deepEqual(messages, ['Stopping the database server that an earlier run left behind']);
  await reason.promise;
  await server.stop();
});

test('the claim of a process that is gone is taken over', async () => {
  const release = await claimDirectory(directory);
  await assert.rejects(claimDirectory(directory), /in use by another Throughline/);
  await release();
  await (await claimDirectory(directory))();
});
