import type { JsonObject } from '#contracts/json.ts';
import { productProperties } from '../product-properties.ts';
import type { Product } from '../shop.ts';

export interface CartLine {
  readonly product: Product;
  readonly quantity: number;
}

/** One simulated person. Never changed in place. */
export interface Shopper {
  readonly anonymousId: string;
  /** Known from then on. */
  readonly userId?: string;
  readonly phase: 'away' | 'browsing' | 'checkout';
  readonly viewing?: Product;
  /** Products looked at during this visit. */
  readonly looked: number;
  readonly cart: readonly CartLine[];
  readonly orders: number;
  /** Came by a link of a message: knows what she wants. */
  readonly determined: boolean;
}

/** A call of the tracking API, without what every call has. */
export type Call =
  | { readonly type: 'page'; readonly name: string; readonly properties: JsonObject }
  | { readonly type: 'track'; readonly event: string; readonly properties: JsonObject }
  | { readonly type: 'identify'; readonly traits: JsonObject };

export interface Act {
  readonly shopper: Shopper;
  readonly calls: readonly Call[];
  /** Until her next act. */
  readonly restMilliseconds: number;
}

export interface World {
  readonly products: readonly Product[];
  readonly shopUrl: string;
  /** In [0, 1). */
  readonly random: () => number;
}

export function newShopper(anonymousId: string, userId?: string): Shopper {
  const known = userId === undefined ? {} : { userId };
  return { anonymousId, ...known, phase: 'away', looked: 0, cart: [], orders: 0, determined: false };
}

/** What she does next. All chance comes from `world.random`, so that the same numbers tell the same story. */
export function nextAct(shopper: Shopper, world: World): Act {
  switch (shopper.phase) {
    case 'away':
      return arrive(shopper, world);
    case 'browsing':
      return browse(shopper, world);
    case 'checkout':
      return checkOut(shopper, world);
  }
}

function arrive(shopper: Shopper, world: World): Act {
  const { viewing: _, ...rest } = shopper;
  const page: Call = { type: 'page', name: 'Home', properties: { url: `${world.shopUrl}/` } };
  return act({ ...rest, phase: 'browsing', looked: 0 }, [page], world, 3, 10);
}

function browse(shopper: Shopper, world: World): Act {
  const { random } = world;
  const { viewing, cart, determined, looked } = shopper;
  if (viewing !== undefined && random() < 0.4 && !cart.some(({ product }) => product.sku === viewing.sku)) {
    return addToCart(shopper, viewing, world);
  }
  const goesToPay = determined ? 0.6 : 0.25;
  if (cart.length > 0 && random() < goesToPay) return startCheckout(shopper, world);
  if (random() < looked / 12) return leave(shopper, []);
  const product = choose(world);
  const viewed: Call = {
    type: 'track',
    event: 'Product Viewed',
    properties: productProperties(product, world.shopUrl),
  };
  return act({ ...shopper, viewing: product, looked: looked + 1 }, [viewed], world, 4, 18);
}

function addToCart(shopper: Shopper, product: Product, world: World): Act {
  const quantity = usualQuantities[Math.floor(world.random() * usualQuantities.length)] ?? 1;
  const added: Call = {
    type: 'track',
    event: 'Product Added',
    properties: { ...productProperties(product, world.shopUrl), quantity },
  };
  const { viewing: _, ...rest } = shopper;
  const next = { ...rest, cart: [...shopper.cart, { product, quantity }] };
  const signsUp = shopper.userId === undefined && world.random() < 0.5;
  return signsUp ? signUp(next, [added], world) : act(next, [added], world, 4, 12);
}

function signUp(shopper: Shopper, before: readonly Call[], world: World): Act {
  const userId = `visitor-${shopper.anonymousId.slice(0, 8)}`;
  const traits = { name: `Visitor ${shopper.anonymousId.slice(0, 8)}`, email: `${userId}@example.com` };
  const calls: Call[] = [
    ...before,
    { type: 'identify', traits },
    { type: 'track', event: 'Signed Up', properties: { method: 'email' } },
  ];
  return act({ ...shopper, userId }, calls, world, 4, 12);
}

function startCheckout(shopper: Shopper, world: World): Act {
  const started: Call = { type: 'track', event: 'Checkout Started', properties: orderProperties(shopper.cart) };
  return act({ ...shopper, phase: 'checkout' }, [started], world, 8, 25);
}

function checkOut(shopper: Shopper, world: World): Act {
  if (shopper.userId === undefined) return signUp(shopper, [], world);
  if (world.random() > (shopper.determined ? 0.85 : 0.65)) return leave(shopper, []);
  const orderId = `W${Math.floor(world.random() * 2 ** 40)
    .toString(36)
    .toUpperCase()
    .padStart(8, '0')}`;
  const properties = { order_id: orderId, ...orderProperties(shopper.cart) };
  const next = { ...shopper, cart: [], orders: shopper.orders + 1 };
  return leave(next, [{ type: 'track', event: 'Order Completed', properties }]);
}

function leave({ viewing: _, ...shopper }: Shopper, calls: readonly Call[]): Act {
  return {
    shopper: { ...shopper, phase: 'away', determined: false },
    calls,
    restMilliseconds: Number.POSITIVE_INFINITY,
  };
}

/** The shop sells to small shops too, and by the half dozen. */
const usualQuantities = [1, 1, 1, 2, 2, 3, 4, 6, 6, 12];

/** Rests between `least` and `most` seconds. */
function act(shopper: Shopper, calls: readonly Call[], { random }: World, least: number, most: number): Act {
  return { shopper, calls, restMilliseconds: (least + random() * (most - least)) * 1_000 };
}

/** The popular ones are looked at more often. */
function choose({ products, random }: World): Product {
  const product = products[Math.floor(random() ** 2 * products.length)];
  if (product === undefined) throw new RangeError('A shop without products cannot be simulated');
  return product;
}

function orderProperties(cart: readonly CartLine[]): JsonObject {
  const pence = cart.reduce((sum, { product, quantity }) => sum + Math.round(product.price * 100) * quantity, 0);
  const products = cart.map(({ product: { sku, name, price }, quantity }) => ({
    product_id: sku,
    name,
    price,
    quantity,
  }));
  return { revenue: pence / 100, total: pence / 100, currency: 'GBP', products };
}
