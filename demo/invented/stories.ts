import type { JsonObject } from '#contracts/json.ts';
import { derivedMessageId, type ImportEvent } from '#flow/import/import-event.ts';
import { productProperties } from '../product-properties.ts';
import type { Product, Shop } from '../shop.ts';
import { daysBefore, minutesAfter } from './calendar.ts';
import { draw, drawn } from './draw.ts';
import type { Visitor } from './visitors.ts';

export interface StoryWorld {
  readonly shop: Shop;
  readonly shopUrl: string;
  readonly now: number;
}

/** An order of the data that is recent enough to be delivered and reviewed now. */
export interface RecentOrder {
  readonly userId: string;
  readonly orderId: string;
  readonly at: string;
  readonly products: readonly JsonObject[];
}

export interface Viewing {
  readonly userId: string;
  readonly product: Product;
  readonly at: string;
}

function track(
  userId: string,
  timestamp: string,
  event: string,
  properties: JsonObject,
  ...words: readonly string[]
): ImportEvent {
  const messageId = derivedMessageId('demo story', event, userId, ...words);
  return { type: 'track', messageId, userId, timestamp, event, properties };
}

/** One to three visits in the last four weeks: looks, sometimes a basket, sometimes the way to the till. No orders: those are of the data. */
export function* visits(
  userId: string,
  since: string | undefined,
  { shop, shopUrl, now }: StoryWorld,
): Generator<ImportEvent, readonly Viewing[]> {
  const viewings: Viewing[] = [];
  const count = 1 + Math.floor(draw(userId, 'visits') * 3);
  for (let visit = 0; visit < count; visit += 1) {
    const key = [userId, 'visit', String(visit)];
    let at = daysBefore(now, 0.5 + draw(...key) * 27, ...key);
    if (since !== undefined && at < since) at = since;
    const looks = 1 + Math.floor(draw(...key, 'looks') ** 2 * 6);
    for (let look = 0; look < looks; look += 1) {
      const product = shop.products[Math.floor(draw(...key, 'product', String(look)) ** 2 * shop.products.length)];
      if (product === undefined) break;
      at = minutesAfter(at, 0.5 + draw(...key, 'rest', String(look)) * 3);
      const properties = productProperties(product, shopUrl);
      yield track(userId, at, 'Product Viewed', properties, ...key, String(look));
      viewings.push({ userId, product, at });
      if (look > 0 || draw(...key, 'adds') > 0.35) continue;
      at = minutesAfter(at, 1);
      yield track(userId, at, 'Product Added', { ...properties, quantity: 1 }, ...key);
      if (draw(...key, 'pays') > 0.4) continue;
      at = minutesAfter(at, 2);
      yield track(
        userId,
        at,
        'Checkout Started',
        { total: product.price, currency: 'GBP', products: [properties] },
        ...key,
      );
    }
  }
  return viewings;
}

export function* newsletter({ userId, signedUpAt }: Visitor): Generator<ImportEvent> {
  if (draw(userId, 'newsletter') > 0.4) return;
  yield track(userId, minutesAfter(signedUpAt, 3), 'Newsletter Subscribed', { form: 'footer' });
}

const networks = ['instagram', 'facebook', 'weibo', 'xiaohongshu'] as const;
const subjects = ['tea time', 'wrapping paper', 'the kitchen table', 'Christmas lights'] as const;

export function* socialMedia({ userId, locale, signedUpAt }: Visitor, { now }: StoryWorld): Generator<ImportEvent> {
  if (draw(userId, 'social') > 0.45) return;
  const own = locale === 'zh-CN' ? networks.slice(2) : networks.slice(0, 2);
  const network = drawn(own, userId, 'network');
  const times = 1 + Math.floor(draw(userId, 'social times') * 4);
  for (let time = 0; time < times; time += 1) {
    const key = String(time);
    const at = daysBefore(now, 0.5 + draw(userId, 'social', key) * 24, userId, 'social', key);
    const action = time === 0 && draw(userId, 'follows') < 0.4 ? 'follow' : 'like';
    const topic = drawn(subjects, userId, 'topic', key);
    const properties = {
      action,
      network,
      ...(action === 'like' && { topic, post: `demo-post-${subjects.indexOf(topic) + 1}` }),
    };
    yield track(userId, at < signedUpAt ? minutesAfter(signedUpAt, 60) : at, 'Social Engaged', properties, key);
  }
}

const interests = ['prices', 'references', 'how it works'] as const;

/** Asked about buying for a shop of her own. */
export function* lead({ userId, signedUpAt }: Visitor): Generator<ImportEvent> {
  if (draw(userId, 'lead') > 0.2) return;
  const interest = drawn(interests, userId, 'interest');
  const at = minutesAfter(signedUpAt, 20);
  yield track(userId, at, 'Lead Captured', { interest, form: 'trade account' });
  if (draw(userId, 'webinar') < 0.3) {
    yield track(userId, minutesAfter(at, 3 * 1_440), 'Webinar Attended', { webinar: 'Buying for your shop', interest });
  }
}

/** Bought at a till of a shop that does not exist. */
export function* storeVisit({ userId, signedUpAt }: Visitor, { shop, now }: StoryWorld): Generator<ImportEvent> {
  if (draw(userId, 'store') > 0.2) return;
  const { sku, name, price } = drawn(shop.products.slice(0, 60), userId, 'store product');
  const quantity = 1 + Math.floor(draw(userId, 'store pieces') * 4);
  const total = Math.round(price * quantity * 100) / 100;
  const wanted = daysBefore(now, 0.5 + draw(userId, 'store day') * 25, userId, 'store');
  yield track(userId, wanted < signedUpAt ? minutesAfter(signedUpAt, 45) : wanted, 'Order Completed', {
    ...{ order_id: `S${userId.slice('visitor-'.length).toUpperCase()}`, channel: 'store', store: 'Demo store London' },
    ...{ revenue: total, total, currency: 'GBP', products: [{ product_id: sku, name, price, quantity }] },
  });
}

/** Delivered two to four days after the order; one of six is reviewed in the days after. */
export function* delivered(
  { userId, orderId, at, products }: RecentOrder,
  { now }: StoryWorld,
): Generator<ImportEvent> {
  const days = 2 + draw(orderId, 'delivery') * 2;
  const deliveredAt = minutesAfter(at, days * 1_440);
  if (Date.parse(deliveredAt) > now) return;
  yield track(userId, deliveredAt, 'Order Delivered', { order_id: orderId }, orderId);
  const reviewedAt = minutesAfter(deliveredAt, (2 + draw(orderId, 'reviewed') * 9) * 1_440);
  const [product] = products;
  if (product === undefined || draw(orderId, 'review') > 1 / 6 || Date.parse(reviewedAt) > now) return;
  const rating = 3 + Math.floor(draw(orderId, 'rating') * 3);
  const { product_id = '', name = '' } = product;
  yield track(userId, reviewedAt, 'Product Reviewed', { order_id: orderId, product_id, name, rating }, orderId);
}

/** Of what was looked at most, some cost less since and some were sold out and are back: told to each who looked before. */
export function* offers(viewings: readonly Viewing[], { shopUrl, now }: StoryWorld): Generator<ImportEvent> {
  const viewed = Map.groupBy(viewings, ({ product }) => product.sku);
  const most = [...viewed.values()].sort((one, other) => other.length - one.length).slice(0, 12);
  for (const [index, looks] of most.entries()) {
    const product = looks[0]?.product;
    if (product === undefined) continue;
    const at = daysBefore(now, 1 + index / 2, product.sku, 'offer');
    const price = Math.round(product.price * 80) / 100;
    const event = index % 3 === 2 ? 'Product Back In Stock' : 'Product Price Dropped';
    const properties =
      event === 'Product Back In Stock'
        ? productProperties(product, shopUrl)
        : { ...productProperties({ ...product, price }, shopUrl), old_price: product.price };
    const told = new Set(looks.filter((look) => look.at < at).map(({ userId }) => userId));
    for (const userId of told) yield track(userId, at, event, properties, product.sku);
  }
}
