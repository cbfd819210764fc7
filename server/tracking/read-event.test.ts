import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { trackingEvent } from '#contracts/tracking.ts';
import { readEvent } from './read-event.ts';

const receivedAt = Date.parse('2026-03-02T10:00:00Z');
const envelope = {
  workspace: 1,
  country: 'GB',
  receivedAt,
  sentAt: undefined,
  context: undefined,
  imported: false,
  trusted: false,
} as const;

function read(message: object, of: Partial<Parameters<typeof readEvent>[2]> = {}) {
  return readEvent(message, undefined, { ...envelope, ...of });
}

function readGood(message: object, of: Partial<Parameters<typeof readEvent>[2]> = {}) {
  const result = read(message, of);
  assert.ok('event' in result, JSON.stringify(result));
  return result.event;
}

function fieldOf(message: object): string | undefined {
  const result = read(message);
  return 'rejected' in result ? result.rejected.field : undefined;
}

const odd = fc.constantFrom<unknown>(
  null,
  undefined,
  '',
  ' ',
  'null',
  'undefined',
  'NaN',
  '[object Object]',
  '0',
  '000-00',
  0,
  -1,
  7,
  1.5,
  true,
  [],
  {},
  'ann',
  ' padded ',
  'nul\u0000',
  '\ud800',
  'x'.repeat(200),
  'x'.repeat(201),
  '2026-03-01T09:30:00Z',
  '2026-03-01',
  'soon',
  '1969-01-01',
  '2026-13-45',
  'not an e-mail',
  'ann@example.com',
);
const fieldNames = [
  'type',
  'event',
  'name',
  'category',
  'properties',
  'traits',
  'context',
  'userId',
  'anonymousId',
  'previousId',
  'groupId',
  'messageId',
  'timestamp',
  'sentAt',
];
const types = fc.constantFrom('identify', 'track', 'page', 'screen', 'group', 'alias', 'dance');
const message = fc
  .record({ type: types, rest: fc.dictionary(fc.constantFrom(...fieldNames), odd, { maxKeys: 6 }) })
  .map(({ type, rest }) => ({ type, event: 'Seen', userId: 'ann', groupId: 'acme', previousId: 'old', ...rest }));

test('the checks by hand accept what the contract accepts, and name a field that it names', () => {
  fc.assert(
    fc.property(message, (body) => {
      const contract = trackingEvent.safeParse(body);
      const result = read(body);
      const namesNobody = 'rejected' in result && result.rejected.message.startsWith('or anonymousId');
      if (contract.success) {
        assert.ok('event' in result || namesNobody, `refused by hand only: ${JSON.stringify([body, result])}`);
        return;
      }
      assert.ok('rejected' in result, `accepted by hand only: ${JSON.stringify(body)} ${contract.error.message}`);
      const fields = contract.error.issues.map(({ path }) => String(path[0] ?? 'event'));
      assert.ok(fields.includes(result.rejected.field), `${result.rejected.field} is not among ${fields.join()}`);
    }),
    { numRuns: 5_000 },
  );
});

test('ids that stand for nobody are refused by field', () => {
  const track = { type: 'track', event: 'Seen' };
  for (const id of ['null', 'Undefined', '', '  ', '00000000-0000-0000-0000-000000000000', '0', 'N/A', '-1']) {
    assert.equal(fieldOf({ ...track, userId: id }), 'userId', id);
    assert.equal(fieldOf({ ...track, anonymousId: id, userId: 'ann' }), 'anonymousId', id);
  }
  assert.equal(fieldOf({ type: 'alias', userId: 'ann', previousId: 'null' }), 'previousId');
  assert.equal(fieldOf({ type: 'group', userId: 'ann', groupId: '' }), 'groupId');
  assert.deepEqual(readGood({ ...track, userId: null, anonymousId: 'visitor' }).identities, [
    { kind: 'anonymousId', value: 'visitor' },
  ]);
});

test('identities are normalised, the strongest first, and the traits with them', () => {
  const { identities, content } = readGood({
    type: 'identify',
    userId: 42,
    anonymousId: ' visitor ',
    traits: { email: ' Ann@Example.COM ', phone: '020 7946 0958', city: 'London' },
  });
  assert.deepEqual(identities, [
    { kind: 'userId', value: '42' },
    { kind: 'email', value: 'ann@example.com' },
    { kind: 'phone', value: '+442079460958' },
    { kind: 'anonymousId', value: 'visitor' },
  ]);
  assert.deepEqual(content, {
    type: 'identify',
    traits: { email: 'ann@example.com', phone: '+442079460958', city: 'London' },
  });
});

test('what is no address identifies nobody, but does not cost the event', () => {
  const event = readGood({ type: 'identify', userId: 'ann', traits: { email: 'n/a', phone: 'ask me' } });
  assert.deepEqual(event.identities, [{ kind: 'userId', value: 'ann' }]);
  assert.equal(fieldOf({ type: 'identify', traits: { email: 'n/a' } }), 'userId');
});

test('a person without an id is found by the traits that stand in the context', () => {
  const event = readGood({ type: 'track', event: 'Seen', context: { traits: { email: 'ann@example.com' } } });
  assert.deepEqual(event.identities, [{ kind: 'email', value: 'ann@example.com' }]);
});

test("the sender's clock is corrected by what it says when it sends", () => {
  const at = (timestamp?: string, sentAt?: string) =>
    readGood({ type: 'track', event: 'x', userId: 'ann', timestamp, sentAt }).at;
  const tenMinutes = 600_000;
  assert.equal(at('2026-03-02T09:50:00Z'), receivedAt - tenMinutes);
  assert.equal(at('2026-03-02T14:50:00Z', '2026-03-02T15:00:00Z'), receivedAt - tenMinutes, 'five hours ahead');
  assert.equal(at('2020-01-01T00:00:00Z', '2020-01-01T00:10:00Z'), receivedAt - tenMinutes, 'years behind');
  assert.equal(at('2026-03-02T10:05:00Z'), receivedAt, 'never in the future');
  assert.equal(at('2026-03-02T15:05:00Z', '2026-03-02T15:00:00Z'), receivedAt, 'never in the future');
  assert.equal(at(), receivedAt);
  assert.equal(at('2026-03-02T09:50:00'), receivedAt - tenMinutes, 'without a zone it is UTC');
  const inBatch = readGood(
    { type: 'track', event: 'x', userId: 'ann', timestamp: '2026-03-02T14:50:00Z' },
    { sentAt: receivedAt + 5 * 3_600_000 },
  );
  assert.equal(inBatch.at, receivedAt - tenMinutes);
});

test('an alias names the identity that was there before', () => {
  const previous = (previousId: string, anonymousId?: string) =>
    readGood({ type: 'alias', userId: 'ann', previousId, anonymousId }).previous;
  assert.deepEqual(previous('0f8fad5b-d9cb-469f-a165-70867728950e')?.kind, 'anonymousId');
  assert.deepEqual(previous('visitor', 'visitor')?.kind, 'anonymousId');
  assert.deepEqual(previous('Ann@Example.com'), { kind: 'email', value: 'ann@example.com' });
  assert.deepEqual(previous('customer-7'), { kind: 'userId', value: 'customer-7' });
});

test('the context is read as far as it is what it should be', () => {
  const context = {
    page: { url: 'https://shop.example/a' },
    locale: 'zh-CN',
    timezone: 'Asia/Shanghai',
    userAgent: 'Firefox',
    campaign: { source: 'mail' },
    ip: '203.0.113.1',
  };
  const event = { type: 'track', event: 'x', userId: 'ann' };
  assert.deepEqual(readGood({ ...event, context }).context, {
    url: 'https://shop.example/a',
    locale: 'zh-CN',
    timeZone: 'Asia/Shanghai',
    userAgent: 'Firefox',
    device: { browser: 'Firefox' },
    campaign: { source: 'mail' },
    ip: '203.0.113.1',
  });
  assert.deepEqual(readGood({ ...event, context: { timezone: 'Mars/Olympus', locale: 7, page: 'x' } }).context, {});
});

test('a message without an id gets one of its own', () => {
  const ids = [1, 2].map(() => readGood({ type: 'track', event: 'x', userId: 'ann' }).messageId);
  assert.notEqual(ids[0], ids[1]);
  assert.match(ids[0] ?? '', /^[0-9a-f-]{36}$/);
});

test('nesting without end is refused and does not exhaust the stack', () => {
  let deep: object = {};
  for (let level = 0; level < 20_000; level++) deep = { a: deep };
  assert.equal(fieldOf({ type: 'track', event: 'x', userId: 'ann', properties: deep }), 'event');
});
