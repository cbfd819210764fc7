import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { absorbId } from '#core/merge/absorb-id.ts';
import { newProfileState } from '#core/state.ts';
import { type DeliveryDesk, delivery, openDeliveryDesk, somebody } from '#test/delivery.ts';
import { eventually } from '#test/eventually.ts';

let desk: DeliveryDesk;
before(async () => {
  desk = await openDeliveryDesk();
});
after(() => desk.close());

test('a message that is sent again after its person was merged shows once', async () => {
  const settled = () => eventually(async () => (await desk.store.outbox.counts()).pending === 0);
  // Enough of them that some winners live in another lane than their losers.
  const losers = Array.from({ length: 12 }, () => somebody());
  const effects = losers.map((state) => delivery(state));
  await desk.commit(losers, effects);
  const first = desk.start();
  await desk.awaitReceipts(12);
  await first.stop();

  const winners = losers.map((loser) => {
    const winner = somebody();
    return { ...winner, identities: loser.identities, absorbed: [absorbId(loser.profile, winner.profile)] };
  });
  const tombstones = losers.map(({ profile }, index) => ({
    ...newProfileState(profile, 0),
    mergedInto: winners[index]?.profile ?? '',
  }));
  // As after a crash between the send and the settled row.
  await desk.commit([...tombstones, ...winners], effects);
  const second = desk.start();
  await settled();
  await second.stop();
  const inbox = await desk.inbox.list(1, { limit: 100 });
  assert.equal(inbox.length, 12);
  assert.equal((await desk.receipts()).length, 12);
});
