import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPostgresSuppressions } from '#components/suppression/postgres-store.ts';
import type { ConsentStimulus, Stimulus } from '#contracts/stimulus.ts';
import { addressHash } from '#core/suppression.ts';
import {
  type DeliveryDesk,
  delivery,
  directoryOf,
  openDeliveryDesk,
  scriptedAdapter,
  somebody,
} from '#test/delivery.ts';

let desk: DeliveryDesk;
before(async () => {
  desk = await openDeliveryDesk();
});
after(() => desk.close());

test('an address on the list gets nothing although the document does not know it, and the document learns of it', async () => {
  const [held, free] = [somebody(), somebody()];
  const address = held.identities[0]?.value ?? '';
  const suppressions = openPostgresSuppressions(desk.database.sql);
  const hash = addressHash('email', address.toUpperCase());
  await suppressions.add(1, [
    { channel: 'email', hash, address: null, reason: 'imported', note: '', addedBy: 'Ada', addedAt: 1 },
  ]);
  const adapter = scriptedAdapter();
  const [stopped, goes] = [delivery(held), delivery(free)];
  await desk.commit([held, free], [stopped, goes]);
  const running = desk.start({ adapters: directoryOf(adapter) });
  const receipts = await desk.awaitReceipts(2);
  await running.stop();
  assert.deepEqual(
    adapter.sent.map((message) => message.delivery),
    [goes.delivery],
  );
  const withheld = receipts.find((receipt) => receipt.delivery === stopped.delivery);
  assert.deepEqual([withheld?.kind, withheld?.reason], ['held_back', 'suppressed']);

  const frames = await Promise.all([0, 128].map((partition) => desk.store.log.read(partition, 'live', 0, 1_000)));
  const told = frames
    .flat()
    .flatMap(({ body }) => JSON.parse(body) as Stimulus[])
    .filter((stimulus): stimulus is ConsentStimulus => stimulus.type === 'consent');
  assert.deepEqual(
    told.map(({ profile, suppressions: changes }) => [profile, changes]),
    [[held.profile, [{ channel: 'email', addressHash: hash, reason: 'imported', status: 'set' }]]],
  );
});
