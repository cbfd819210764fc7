import assert from 'node:assert/strict';
import test from 'node:test';
import { noon, openSettings, person, send } from '#test/builders.ts';
import { pruneSends } from './prune.ts';

const day = 86_400_000;
const ages = (days: readonly number[], capHours?: number): number[] => {
  const frequencyCaps = capHours ? [{ id: 'cap', messages: 1, hours: capHours }] : [];
  const sends = days.map((age) => send({ at: noon - age * day, delivery: String(age) }));
  return pruneSends(person({ sends }), { ...openSettings, frequencyCaps }, noon).sends.map((one) =>
    Number(one.delivery),
  );
};

test('sends stay for a month of receipts, longer where a cap looks further back', () => {
  assert.deepEqual(ages([60, 31, 29, 1]), [29, 1]);
  assert.deepEqual(ages([60, 31, 29, 1], 45 * 24), [31, 29, 1]);
});

test('a message on its way stays however long it takes', () => {
  const old = send({ at: noon - 40 * day, status: 'reserved', expiresAt: noon });
  assert.equal(pruneSends(person({ sends: [old] }), openSettings, noon).sends.length, 1);
});

test('the list is bounded, but never below what a cap counts', () => {
  const sends = Array.from({ length: 500 }, (_, n) => send({ at: noon - 500 + n, delivery: String(n) }));
  const kept = (messages: number): number =>
    pruneSends(person({ sends }), { ...openSettings, frequencyCaps: [{ id: 'cap', messages, hours: 1 }] }, noon).sends
      .length;
  assert.deepEqual([kept(1), kept(300)], [200, 300]);
});

test('what a cap counts is not pushed out by messages that it does not count', () => {
  const sms = [3, 2, 1].map((n) => send({ at: noon - n * day, delivery: `sms ${n}`, channel: 'sms' }));
  const others = Array.from({ length: 250 }, (_, n) =>
    send({ at: noon - 250 + n, delivery: String(n), purpose: 'transactional' }),
  );
  const frequencyCaps = [{ id: 'sms', channel: 'sms' as const, messages: 2, hours: 168 }];
  const kept = pruneSends(person({ sends: [...sms, ...others] }), { ...openSettings, frequencyCaps }, noon).sends;
  assert.deepEqual([kept.length, kept[0]?.delivery, kept[1]?.delivery], [202, 'sms 2', 'sms 1']);
});

test('what another attempt would need goes when the message is no longer valid', () => {
  const fallback = { requestedAt: noon - day, failed: [], trigger: { event: 'Signed Up', properties: {} } };
  const sends = [
    send({ at: noon - day, expiresAt: noon - 1, fallback }),
    send({ at: noon, expiresAt: noon, fallback }),
  ];
  const kept = pruneSends(person({ sends }), openSettings, noon).sends;
  assert.deepEqual(
    kept.map((one) => one.fallback !== undefined),
    [false, true],
  );
});
