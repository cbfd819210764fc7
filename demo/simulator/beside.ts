import type { JsonObject } from '#contracts/json.ts';
import { productProperties } from '../product-properties.ts';
import type { Product } from '../shop.ts';
import type { Call, Shopper, World } from './shopper.ts';

/** Something that reaches a person's story from elsewhere than the web shop's pages. */
export interface Beside {
  readonly shopper: Shopper;
  readonly calls: readonly Call[];
}

export interface Besides {
  /** What somebody has just done in the shop: looks and orders are what the rest follows from. */
  note(shopper: Shopper, calls: readonly Call[], now: number): void;
  /** What happens beside it by now. */
  next(now: number): readonly Beside[];
}

interface Order {
  readonly shopper: Shopper;
  readonly properties: JsonObject;
  /** When the next thing is known of it. */
  readonly at: number;
  readonly isDelivered: boolean;
}

/** Minutes where a shop would count days, as in the demo's journeys. */
const minutes = 60_000;
const deliveryAfter = 3 * minutes;
const reviewAfter = 2 * minutes;
const rememberedAtMost = 200;
/** Of the same product, as many are told of a new price or that it is back. */
const toldAtMost = 8;

/** On average; each is drawn anew. */
const every = { social: 30_000, lead: 2 * minutes, till: 2 * minutes, offer: 3 * minutes } as const;
const networks = ['instagram', 'facebook', 'weibo', 'xiaohongshu'] as const;
const subjects = ['tea time', 'wrapping paper', 'the kitchen table', 'Christmas lights'] as const;
const interests = ['prices', 'references', 'how it works'] as const;

/** Deliveries, reviews, likes, leads, sales at a till, prices that drop: all chance comes from `world.random`. */
export function createBesides({ products, shopUrl, random }: World): Besides {
  const known = new Map<string, Shopper>();
  const looked = new Map<string, Map<string, Shopper>>();
  let orders: readonly Order[] = [];
  const due = new Map<keyof typeof every, number>();

  const pick = <One>(all: readonly One[]): One | undefined => all[Math.floor(random() * all.length)];
  const somebody = () => pick([...known.values()]);
  const isDue = (what: keyof typeof every, now: number): boolean => {
    const at = due.get(what);
    if (at !== undefined && at > now) return false;
    due.set(what, now + every[what] * (0.5 + random()));
    return at !== undefined;
  };
  const told = (shopper: Shopper | undefined, event: string, properties: JsonObject): readonly Beside[] =>
    shopper === undefined ? [] : [{ shopper, calls: [{ type: 'track', event, properties }] }];

  function ofOrders(now: number): readonly Beside[] {
    const ready = orders.filter(({ at }) => at <= now);
    orders = [
      ...orders.filter(({ at }) => at > now),
      ...ready
        .filter(({ isDelivered }) => !isDelivered)
        .map((one) => ({ ...one, isDelivered: true, at: now + reviewAfter })),
    ];
    return ready.flatMap(({ shopper, properties, isDelivered }) => {
      const order = { order_id: properties.order_id ?? '' };
      if (!isDelivered) return told(shopper, 'Order Delivered', order);
      if (random() > 1 / 4) return [];
      const [product] = (properties.products ?? []) as readonly JsonObject[];
      const { product_id = '', name = '' } = product ?? {};
      const rating = 3 + Math.floor(random() * 3);
      return told(shopper, 'Product Reviewed', { ...order, product_id, name, rating });
    });
  }

  function social(): readonly Beside[] {
    const topic = pick(subjects) ?? '';
    const action = random() < 0.3 ? 'follow' : 'like';
    const about = action === 'like' ? { topic } : {};
    return told(somebody(), 'Social Engaged', { action, network: pick(networks) ?? '', ...about });
  }

  function till(): readonly Beside[] {
    const product = pick(products);
    if (product === undefined) return [];
    const { sku, name, price } = product;
    return told(somebody(), 'Order Completed', {
      ...{ order_id: `S${Math.floor(random() * 1e9)}`, channel: 'store', store: 'Demo store London' },
      ...{ revenue: price, total: price, currency: 'GBP' },
      products: [{ product_id: sku, name, price, quantity: 1 }],
    });
  }

  function offer(): readonly Beside[] {
    const sku = pick([...looked.keys()]);
    const product = products.find((one) => one.sku === sku);
    const who = [...(looked.get(sku ?? '')?.values() ?? [])].slice(-toldAtMost);
    if (product === undefined) return [];
    const isBack = random() < 1 / 3;
    const event = isBack ? 'Product Back In Stock' : 'Product Price Dropped';
    const properties = isBack ? productProperties(product, shopUrl) : cheaper(product, shopUrl);
    return who.flatMap((shopper) => told(shopper, event, properties));
  }

  return {
    note(shopper, calls, now) {
      if (shopper.userId === undefined) return;
      remember(known, shopper.userId, shopper);
      for (const call of calls) {
        if (call.type !== 'track') continue;
        const sku = call.properties.product_id;
        if (call.event === 'Product Viewed' && typeof sku === 'string') {
          const who = looked.get(sku) ?? new Map<string, Shopper>();
          remember(who, shopper.userId, shopper);
          remember(looked, sku, who);
        }
        if (call.event === 'Order Completed') {
          const order = { shopper, properties: call.properties, at: now + deliveryAfter, isDelivered: false };
          orders = [...orders, order].slice(-rememberedAtMost);
        }
      }
    },
    next(now) {
      return [
        ...ofOrders(now),
        ...(isDue('social', now) ? social() : []),
        ...(isDue('lead', now)
          ? told(somebody(), 'Lead Captured', { interest: pick(interests) ?? '', form: 'trade account' })
          : []),
        ...(isDue('till', now) ? till() : []),
        ...(isDue('offer', now) ? offer() : []),
      ];
    },
  };
}

function cheaper(product: Product, shopUrl: string): JsonObject {
  const price = Math.round(product.price * 80) / 100;
  return { ...productProperties({ ...product, price }, shopUrl), old_price: product.price };
}

/** The newest are kept, so that memory stays bounded. */
function remember<Value>(all: Map<string, Value>, key: string, value: Value): void {
  all.delete(key);
  all.set(key, value);
  const [oldest] = all.keys();
  if (all.size > rememberedAtMost && oldest !== undefined) all.delete(oldest);
}
