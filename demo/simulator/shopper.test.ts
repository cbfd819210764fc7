import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { type Act, type Call, newShopper, nextAct, type World } from './shopper.ts';

const products = [
  { sku: '85123A', name: 'White hanging heart', price: 2.55 },
  { sku: '22423', name: 'Cake stand', price: 12.75 },
  { sku: '47566', name: 'Party bunting', price: 4.95 },
];

/** A stream of numbers in [0, 1) from one seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function live(seed: number, acts: number, userId?: string): Act[] {
  const world: World = { products, shopUrl: 'https://shop.example.com', random: seeded(seed) };
  let shopper = newShopper('00000000-0000-4000-8000-000000000001', userId);
  return Array.from({ length: acts }, () => {
    const act = nextAct(shopper, world);
    shopper = act.shopper;
    return act;
  });
}

const story = fc.record({ seed: fc.integer(), acts: fc.integer({ min: 1, max: 120 }), known: fc.boolean() });
const eventsOf = (acts: readonly Act[]): Call[] => acts.flatMap(({ calls }) => [...calls]);

test('what is bought is exactly what was added since the last order', () => {
  fc.assert(
    fc.property(story, ({ seed, acts, known }) => {
      let cart: { sku: unknown; quantity: unknown }[] = [];
      for (const call of eventsOf(live(seed, acts, known ? '12345' : undefined))) {
        if (call.type !== 'track') continue;
        if (call.event === 'Product Added')
          cart.push({ sku: call.properties.product_id, quantity: call.properties.quantity });
        if (call.event !== 'Order Completed') continue;
        const bought = call.properties.products as unknown as { product_id: string; quantity: number; price: number }[];
        assert.ok(bought.length > 0);
        assert.deepEqual(
          bought.map(({ product_id, quantity }) => ({ sku: product_id, quantity })),
          cart,
        );
        const pence = bought.reduce((sum, { price, quantity }) => sum + Math.round(price * 100) * quantity, 0);
        assert.equal(call.properties.total, pence / 100);
        cart = [];
      }
    }),
  );
});

test('she adds only what she looks at, and pays only after starting the checkout', () => {
  fc.assert(
    fc.property(story, ({ seed, acts }) => {
      let viewed: unknown;
      let paying = false;
      for (const call of eventsOf(live(seed, acts))) {
        if (call.type === 'page') paying = false;
        if (call.type !== 'track') continue;
        if (call.event === 'Product Viewed') viewed = call.properties.product_id;
        if (call.event === 'Product Added') assert.equal(call.properties.product_id, viewed);
        if (call.event === 'Checkout Started') paying = true;
        if (call.event === 'Order Completed') assert.ok(paying);
      }
    }),
  );
});

test('nobody buys unknown, and who is known does not sign up again', () => {
  fc.assert(
    fc.property(story, ({ seed, acts, known }) => {
      const life = live(seed, acts, known ? '12345' : undefined);
      for (const { calls, shopper } of life) {
        if (calls.some((call) => call.type === 'track' && call.event === 'Order Completed')) assert.ok(shopper.userId);
      }
      const signUps = eventsOf(life).filter((call) => call.type === 'identify').length;
      assert.ok(signUps <= (known ? 0 : 1));
    }),
  );
});

test('every visit ends, begins with a page, and rests a human while between acts', () => {
  fc.assert(
    fc.property(story, ({ seed }) => {
      const life = live(seed, 400);
      assert.ok(life.some(({ shopper }) => shopper.phase === 'away'));
      for (const [index, { shopper, restMilliseconds, calls }] of life.entries()) {
        const came = index === 0 || life[index - 1]?.shopper.phase === 'away';
        assert.equal(calls[0]?.type === 'page', came);
        assert.equal(Number.isFinite(restMilliseconds), shopper.phase !== 'away');
        if (shopper.phase !== 'away') assert.ok(restMilliseconds >= 3_000 && restMilliseconds <= 25_000);
      }
    }),
  );
});

test('some abandon a full cart, some buy, and a visit is about five calls', () => {
  const life = live(7, 20_000, '12345');
  const visits = life.filter(({ shopper }) => shopper.phase === 'away');
  const orders = eventsOf(life).filter((call) => call.type === 'track' && call.event === 'Order Completed').length;
  const abandoned = visits.filter(({ shopper }) => shopper.cart.length > 0).length;
  const calls = eventsOf(life).length / visits.length;
  assert.ok(
    orders / visits.length > 0.2 && orders / visits.length < 0.8,
    `${orders} orders in ${visits.length} visits`,
  );
  assert.ok(abandoned / visits.length > 0.1, `${abandoned} abandoned in ${visits.length} visits`);
  assert.ok(calls > 4 && calls < 6, `${calls} calls a visit`);
});

test('the same chance tells the same story', () => {
  assert.deepEqual(live(42, 200), live(42, 200));
});
