import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import type { LookupResponse, TransactionResult } from '#contracts/api/point-of-sale.ts';
import { BusyError } from '#contracts/tracked-event.ts';
import { laneOf } from '#core/lane.ts';
import { newProfileState } from '#core/state.ts';
import { writeDocument } from '#core/write-document.ts';
import { startTestServer, type TestServer } from '#test/server.ts';

let server: TestServer;
let till: string;
let busy = false;

before(async () => {
  server = await startTestServer();
  const { sink } = server.parts;
  const accept = sink.accept.bind(sink);
  Object.assign(sink, {
    accept: async (events: Parameters<typeof accept>[0]) => {
      if (busy) throw new BusyError(3);
      return accept(events);
    },
  });
  const created = await server.api('POST', '/keys', { kind: 'api', name: 'Till 1', role: 'point_of_sale' });
  till = (created.body as { key: string }).key;
});
after(() => server.close());
beforeEach(() => {
  busy = false;
  server.events.length = 0;
});

async function call(path: string, body: object): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`${server.url}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${till}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: await answer.json() };
}

async function send(...transactions: object[]): Promise<TransactionResult[]> {
  const { status, body } = await call('/point-of-sale/transactions', { sentAt: new Date(), transactions });
  assert.equal(status, 200, JSON.stringify(body));
  return (body as { results: TransactionResult[] }).results;
}

function sale(more: object = {}) {
  return {
    type: 'sale',
    id: randomUUID(),
    at: new Date().toISOString(),
    store: 'Leeds',
    register: '3',
    customer: { phone: '020 7946 0018' },
    receipt: `R-${randomUUID().slice(0, 8)}`,
    total: 24.5,
    items: [{ sku: '85123A', name: 'White hanging heart', quantity: 2, price: 12.25 }],
    ...more,
  };
}

function redemption(code: string, more: object = {}) {
  return { type: 'redemption', id: randomUUID(), at: new Date().toISOString(), store: 'Leeds', code, ...more };
}

async function createCoupons(more: object): Promise<string[]> {
  const { status, body } = await server.api('POST', '/coupons', {
    name: 'Summer',
    kind: 'percentage',
    value: 10,
    generate: 1,
    ...more,
  });
  assert.equal(status, 201, JSON.stringify(body));
  return (body as { codes: string[] }).codes;
}

test('a sale becomes an order of the customer, once, however often the till sends it', async () => {
  const sold = sale();
  assert.deepEqual(await send(sold), [{ id: sold.id, outcome: 'recorded', reason: null, message: null, coupon: null }]);
  assert.equal((await send(sold))[0]?.outcome, 'repeated');
  assert.equal(server.events.length, 1);
  const [event] = server.events;
  assert.deepEqual(event?.identities, [{ kind: 'phone', value: '+442079460018' }]);
  assert.partialDeepStrictEqual(event?.content, {
    name: 'Order Completed',
    properties: {
      order_id: sold.receipt,
      total: 24.5,
      revenue: 24.5,
      currency: 'GBP',
      channel: 'store',
      store: 'Leeds',
    },
  });
});

test('what the log could not take is open, and the repeat brings it', async () => {
  const sold = sale();
  busy = true;
  const refused = await call('/point-of-sale/transactions', { sentAt: new Date(), transactions: [sold] });
  assert.equal(refused.status, 503);
  busy = false;
  assert.equal((await send(sold))[0]?.outcome, 'repeated');
  assert.deepEqual(
    server.events.map(({ messageId }) => messageId),
    [`point-of-sale:${sold.id}`],
  );
});

test('a till that was offline sends its day: own times, corrected by its clock, bad lines apart', async () => {
  const clockAhead = 3 * 3_600_000;
  const soldAt = Date.now() - 5 * 3_600_000;
  const good = sale({ at: new Date(soldAt + clockAhead).toISOString() });
  const bad = sale({ total: -1 });
  const stranger = sale({ customer: { phone: '12345' } });
  const { body } = await call('/point-of-sale/transactions', {
    sentAt: new Date(Date.now() + clockAhead),
    transactions: [bad, good, stranger],
  });
  const { results } = body as { results: TransactionResult[] };
  assert.deepEqual(
    results.map(({ outcome, reason }) => [outcome, reason]),
    [
      ['refused', 'invalid_transaction'],
      ['recorded', null],
      ['refused', 'unreadable_customer'],
    ],
  );
  assert.match(results[0]?.message ?? '', /^total: /);
  assert.equal(server.events.length, 1);
  assert.ok(Math.abs((server.events[0]?.at ?? 0) - soldAt) < 5_000);
});

test('an id belongs to one transaction', async () => {
  const sold = sale();
  await send(sold);
  const [result] = await send({ ...sold, total: 99 });
  assert.equal(result?.reason, 'id_used_for_another_transaction');
  assert.equal(server.events.length, 1);
});

test('a return names the sale that it undoes', async () => {
  await send(sale({ type: 'return', originalReceipt: 'R-1', receipt: 'B-7', customer: { card: 'LC-77' } }));
  assert.deepEqual(server.events[0]?.identities, [{ kind: 'loyaltyCard', value: 'LC-77' }]);
  assert.partialDeepStrictEqual(server.events[0]?.content, {
    name: 'Order Refunded',
    properties: { order_id: 'R-1', refund_id: 'B-7', total: 24.5 },
  });
});

test('of twenty tills that redeem the last use of a code at the same time, one succeeds', async () => {
  const [code = ''] = await createCoupons({});
  const tried = await Promise.all(Array.from({ length: 20 }, () => send(redemption(code.toLowerCase()))));
  const outcomes = tried.flat().map(({ outcome, reason }) => reason ?? outcome);
  assert.equal(outcomes.filter((outcome) => outcome === 'recorded').length, 1);
  assert.equal(outcomes.filter((outcome) => outcome === 'coupon_used_up').length, 19);
});

test('a redemption is counted once, tells its coupon on a repeat too, and reaches the customer', async () => {
  const [code = ''] = await createCoupons({ redemptionLimit: 5 });
  const redeemed = redemption(code, { customer: { email: 'Anna@shop.example' } });
  const coupon = { code, name: 'Summer', kind: 'percentage', value: 10 };
  assert.deepEqual((await send(redeemed))[0]?.coupon, coupon);
  assert.deepEqual((await send(redeemed))[0], {
    id: redeemed.id,
    outcome: 'repeated',
    reason: null,
    message: null,
    coupon,
  });
  const { body } = await server.api('GET', `/coupons?search=${code}`);
  assert.equal((body as { items: { redeemed: number }[] }).items[0]?.redeemed, 1);
  assert.partialDeepStrictEqual(server.events[0]?.content, {
    name: 'Coupon Redeemed',
    properties: { coupon_id: code },
  });
});

test('what a till gave away while offline is recorded in excess; an unknown code never', async () => {
  const [code = ''] = await createCoupons({ validUntil: new Date(Date.now() - 86_400_000).toISOString() });
  const online = redemption(code);
  assert.equal((await send(online))[0]?.reason, 'coupon_expired');
  assert.equal((await send({ ...online, offline: true }))[0]?.outcome, 'redeemed_in_excess');
  assert.equal((await send(redemption('NOBODY-KNOWS', { offline: true })))[0]?.reason, 'unknown_coupon');
});

test('a customer is found by phone as it is dialled, and shown in part', async () => {
  const profile = randomUUID();
  const identity = { kind: 'phone', value: '+442079460999' };
  const { sql } = server.database;
  await sql`
    insert into identity (workspace, kind, value, profile)
    values (1, ${identity.kind}, ${identity.value}, ${profile})`;
  const state = {
    ...newProfileState(profile, 0),
    identities: [identity, { kind: 'email', value: 'anna@shop.example' }],
    traits: { firstName: '芳', lastName: '王' },
    orders: { count: 2, value: 48.5, lastAt: 1_000 },
  };
  await sql`
    insert into profile_state (lane, workspace, profile, document)
    values (${laneOf(1, profile)}, 1, ${profile}, ${writeDocument(state)})`;
  const found = await call('/point-of-sale/customers/look-up', { phone: '020 7946 0999' });
  assert.deepEqual((found.body as LookupResponse).customer, {
    id: profile,
    name: '王芳',
    language: null,
    email: 'a•••@shop.example',
    phone: '•••999',
    card: null,
    orders: { count: 2, value: 48.5, currency: 'GBP', lastAt: '1970-01-01T00:00:01.000Z' },
    segments: [],
  });
  assert.deepEqual((await call('/point-of-sale/customers/look-up', { card: 'LC-0' })).body, { customer: null });
  assert.equal((await call('/point-of-sale/customers/look-up', { phone: '12345' })).status, 400);
  assert.equal((await call('/point-of-sale/customers/look-up', { phone: '1', card: '2' })).status, 400);
});

test('a code is given to a person by hand once, and codes are found by pool and state', async () => {
  const giftedProfile = randomUUID();
  await server.database.sql`
    insert into profile_state (lane, workspace, profile, document)
    values (${laneOf(1, giftedProfile)}, 1, ${giftedProfile}, ${writeDocument(newProfileState(giftedProfile, 0))})`;
  await server.api('POST', '/coupon-pools', { id: 'welcome', name: 'Welcome' });
  const given = `GIVE-${randomUUID().slice(0, 8).toUpperCase()}`;
  const made = { name: 'Welcome', kind: 'gift', value: 5, pool: 'welcome', codes: [given] };
  assert.equal((await server.api('POST', '/coupons', made)).status, 201);
  const codesOf = async (query: string) =>
    ((await server.api('GET', `/coupons?${query}`)).body as { items: { code: string }[] }).items.map(
      ({ code }) => code,
    );
  assert.deepEqual(await codesOf('pool=welcome&state=free'), [given]);
  const give = (person: string) => server.api('POST', `/coupons/${given}/give`, { person });
  assert.equal((await give('nobody@example.com')).status, 400);
  const { status, body } = await give(giftedProfile);
  assert.equal(status, 200, JSON.stringify(body));
  assert.equal((body as { givenTo: string }).givenTo, giftedProfile);
  assert.equal((await give(giftedProfile)).status, 409);
  assert.deepEqual(await codesOf('pool=welcome&state=free'), []);
  assert.deepEqual(await codesOf('pool=welcome&state=given'), [given]);
  assert.deepEqual((await server.api('GET', `/coupons/${given}/redemptions`)).body, { items: [] });
});

test("a till's key opens nothing else, and cannot try out numbers", async () => {
  for (const path of ['/profiles', '/session', '/coupons', '/settings']) {
    const answer = await fetch(`${server.url}/api/v1${path}`, { headers: { authorization: `Bearer ${till}` } });
    assert.equal(answer.status, 403, path);
  }
  const answers = await Promise.all(
    Array.from({ length: 80 }, (_, index) => call('/point-of-sale/customers/look-up', { card: `guess-${index}` })),
  );
  assert.ok(answers.some(({ status }) => status === 429));
});

test('pools stand in the order of their names, Chinese ones by pinyin', async () => {
  for (const [id, name] of Object.entries({ z: '中秋', a: '安心购', w: '王牌', d: '端午' })) {
    await server.api('POST', '/coupon-pools', { id, name });
  }
  const { items } = (await server.api('GET', '/coupon-pools')).body as { items: { name: string }[] };
  const names = items.map(({ name }) => name).filter((name) => /\p{Script=Han}/u.test(name));
  assert.deepEqual(names, ['安心购', '端午', '王牌', '中秋']);
});
