import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { oldPictures } from '#analytics/segment/old-pictures.ts';
import { queryRows } from '#components/clickhouse/client.ts';
import { startRenewingPictures } from '#flow/backfill/start-renewing-pictures.ts';
import { eventually } from './eventually.ts';
import { openFlow, trackedEvent } from './running-flow.ts';

test('pictures from before a column are written anew, once, and say of nobody that she has changed', async (context) => {
  const flow = await openFlow();
  context.after(() => flow.close());
  const user = { kind: 'userId', value: 'with-an-old-picture' } as const;
  await flow.ingest.accept([trackedEvent([user], { type: 'identify', traits: { email: 'old@example.com' } })]);
  await flow.settle();
  const person = (await flow.documentOf(user))?.profile;
  assert(person);
  const pictures = async () =>
    queryRows<{ known: string; format: number; updated: number }>(
      flow.clickhouse.client,
      `SELECT known, picture_format AS format, toUnixTimestamp64Milli(updated_at) AS updated FROM profile_fact
       WHERE profile = {person:UUID} ORDER BY revision`,
      { person },
    );
  await eventually(async () => (await pictures()).length > 0);
  await flow.clickhouse.client.command({
    query: `ALTER TABLE profile_fact UPDATE known = '', picture_format = 0 WHERE true SETTINGS mutations_sync = 2`,
  });
  const [before] = await pictures();
  assert.deepEqual([before?.known, before?.format], ['', 0]);
  const look = (after: string | null, limit: number) => oldPictures(flow.clickhouse.client, 1, after, limit);
  const renew = () =>
    startRenewingPictures({
      ...{ store: flow.store, workspace: 1, partitionCount: 2, clock: Date.now, peoplePerPage: 50, rest: 200 },
      oldPictures: look,
      onError: (error) => assert.fail(String(error)),
    });
  const first = renew();
  await sleep(50);
  await first.stop();
  await renew().ended;
  await flow.settle();
  await eventually(async () => (await look(null, 1)).length === 0);
  const after = (await pictures()).at(-1);
  assert.deepEqual(JSON.parse(after?.known ?? ''), { addresses: ['email', 'webhook'] });
  assert.equal(after?.updated, before?.updated);
});
