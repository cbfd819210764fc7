import { setTimeout as sleep } from 'node:timers/promises';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { noProgress, sendItems } from '#cli/import/send-items.ts';
import { createManagementClient, type ManagementClient, ManagementError } from '#cli/management-client.ts';
import { journeyList } from '#contracts/api/journey.ts';
import { system } from '#contracts/api/system.ts';
import type { JsonObject } from '#contracts/json.ts';
import { suggestedLifecycle } from '#contracts/lifecycle.ts';
import type { SegmentDefinition } from '#contracts/segment.ts';
import { workspaceSettings } from '#contracts/settings.ts';
import type { ImportItem } from '#flow/import/import-event.ts';
import { convertRows } from '#flow/import/kind.ts';
import { completeColumnMap, parseColumnMap, unmappedColumns } from '#flow/import/mapping/column-map.ts';
import { orders } from '#flow/import/orders.ts';
import { instantParser, isoText } from '#flow/import/parse-value.ts';
import { openCsv } from '#flow/import/read/read-rows.ts';
import { demoComputedTraits } from './brand/computed-traits.ts';
import { demoJourneys, lastJourney } from './brand/journeys.ts';
import { demoMessages } from './brand/messages.ts';
import { demoSegments, scoredSegments } from './brand/segments.ts';
import { computeInsights, createCoupons, createLeadScore, createList, createTasks } from './insights.ts';
import { inventedHistory } from './invented/history.ts';
import type { RecentOrder } from './invented/stories.ts';
import { orderColumns, orderRules, ordersFile, ordersTimeZone } from './orders.ts';
import { identifyCustomer } from './people.ts';
import { type Customer, readShop, type Shop, sentenceCase } from './shop.ts';
import { watchTakenIn } from './taken-in.ts';

export interface DemoOptions {
  readonly url: string;
  readonly apiKey: string;
  readonly now: () => number;
  /** Where the links of the demo's messages lead. */
  readonly shopUrl?: string;
  readonly signal?: AbortSignal;
  /** `share` is 0 to 1 of the whole load. */
  readonly onProgress?: (share: number, what: string) => void;
}

/** Rough shares of the time, measured on two cores, so that the progress moves evenly. */
const shares = { definitions: 0.1, customers: 0.1, orders: 0.55, insights: 0.25 } as const;

/**
 * Fills an empty workspace with the demo brand, through the public doors only: settings, segments, messages and journeys
 * by the management API, customers and orders by the import. May be called again after it was cut short: what is there is
 * left, what is missing is added. Resolves to false when everything was there already.
 */
export async function loadDemo(options: DemoOptions): Promise<boolean> {
  const client = createManagementClient(options);
  const { items } = await client.get('/journeys?limit=200', journeyList);
  if (items.some(({ id, version }) => id === lastJourney.id && version > 0)) return false;
  const progress = options.onProgress ?? (() => {});

  progress(0, 'definitions');
  const shopUrl = options.shopUrl ?? `${options.url.replace(/\/$/, '')}/demo/shop`;
  await createDefinitions(client, shopUrl);
  await createLeadScore(client);
  await createCoupons(client);
  const shop = await readShop();
  await importPeople(shop, options, (share) => progress(shares.definitions + share * shares.customers, 'customers'));
  const before = shares.definitions + shares.customers;
  const { orderCount, recent } = await importOrders(shop, options, (share) =>
    progress(before + share * shares.orders * 0.4, 'orders'),
  );
  await importInvented({ shop, shopUrl, recent }, options);
  await settle(client, options, (share) =>
    progress(before + (0.5 + share / 2) * shares.orders, `${orderCount} orders`),
  );
  progress(before + shares.orders, 'RFM and personas');
  await createList(
    client,
    shop.customers.map(({ id }) => id),
  );
  await createTasks(client, options.now());
  await computeInsights(client, { now: options.now, signal: options.signal });
  for (const segment of scoredSegments) await createSegment(client, segment);
  await createAndPublish(client, '/journeys', lastJourney.id, {
    name: lastJourney.name,
    draft: { ...lastJourney, version: 1 },
  });
  progress(1, 'done');
  return true;
}

async function createDefinitions(client: ManagementClient, shopUrl: string): Promise<void> {
  const settings = await client.get('/settings', workspaceSettings);
  await client.send('PUT', '/settings', {
    ...settings,
    name: 'Online Retail',
    timeZone: ordersTimeZone,
    currency: 'GBP',
    country: 'GB',
    lifecycle: suggestedLifecycle,
  });
  const settingsOfSender = { provider: 'sandbox', settings: { from: 'Online Retail <hello@online-retail.example>' } };
  await client.send('PUT', '/channels/email', settingsOfSender);
  for (const { id, ...content } of demoComputedTraits) await client.send('PUT', `/computed-traits/${id}`, content);
  for (const segment of demoSegments) await createSegment(client, segment);
  for (const message of demoMessages(shopUrl)) {
    const draft = { validMinutes: 1_440, ...message };
    await createAndPublish(client, '/messages', message.id, { name: message.name, draft });
  }
  for (const journey of demoJourneys) {
    await createAndPublish(client, '/journeys', journey.id, { name: journey.name, draft: { ...journey, version: 1 } });
  }
}

function createSegment(client: ManagementClient, { id, ...segment }: SegmentDefinition): Promise<void> {
  return createAndPublish(client, '/segments', id, segment);
}

/** Publishing what is published already changes nothing, so a load that was cut short can be repeated. */
async function createAndPublish(client: ManagementClient, path: string, id: string, body: object): Promise<void> {
  try {
    await client.send('POST', path, { id, ...body });
  } catch (error) {
    if (!(error instanceof ManagementError && error.code === 'already_exists')) throw error;
  }
  await client.send('POST', `${path}/${id}/publish`);
}

async function importPeople(shop: Shop, options: DemoOptions, onShare: (share: number) => void): Promise<void> {
  const { customers, lastOrderAt } = shop;
  const parseInstant = instantParser(ordersTimeZone, weeksUntil(lastOrderAt, options.now()));
  async function* items(): AsyncGenerator<ImportItem> {
    for (const [index, customer] of customers.entries()) {
      yield { type: 'event', line: index + 1, event: identifyCustomer(customer, index, parseInstant) };
    }
  }
  await send(items(), options, (line) => onShare(line / customers.length));
}

/** Invented deliveries and reviews belong to orders that are younger than this. */
const recentDays = 45;

async function importOrders(
  shop: Shop,
  options: DemoOptions,
  onShare: (share: number) => void,
): Promise<{ readonly orderCount: number; readonly recent: readonly RecentOrder[] }> {
  const { lastOrderAt, lineCount } = shop;
  const { header, portions, close } = await openCsv(ordersFile);
  const map = completeColumnMap(parseColumnMap(orderColumns, orders.columns), header, orders.columns);
  const items = convertRows(orders, portions, {
    map,
    unmapped: unmappedColumns(map, header),
    parseInstant: instantParser(ordersTimeZone, weeksUntil(lastOrderAt, options.now())),
    currency: 'GBP',
    orders: orderRules,
  });
  const recent: RecentOrder[] = [];
  const since = options.now() - recentDays * 86_400_000;
  async function* noted(): AsyncGenerator<ImportItem> {
    for await (const item of items) {
      const quiet = quietNames(item);
      const order = recentOrder(quiet);
      if (order !== undefined && Date.parse(order.at) > since) recent.push(order);
      yield quiet;
    }
  }
  try {
    return { orderCount: await send(noted(), options, (line) => onShare(line / lineCount)), recent };
  } finally {
    close();
  }
}

/** Products under the names that the shop's pages give them: as the source shouts them they would be others. */
function quietNames(item: ImportItem): ImportItem {
  if (item.type !== 'event' || item.event.type !== 'track' || !Array.isArray(item.event.properties.products))
    return item;
  const products = (item.event.properties.products as JsonObject[]).map((product) =>
    typeof product.name === 'string' ? { ...product, name: sentenceCase(product.name) } : product,
  );
  return { ...item, event: { ...item.event, properties: { ...item.event.properties, products } } };
}

function recentOrder(item: ImportItem): RecentOrder | undefined {
  if (item.type !== 'event' || item.event.type !== 'track' || item.event.event !== 'Order Completed') return undefined;
  const { userId, timestamp, properties } = item.event;
  const { order_id: orderId, products } = properties;
  if (userId === undefined || timestamp === undefined || typeof orderId !== 'string') return undefined;
  return { userId, orderId, at: timestamp, products: Array.isArray(products) ? (products as JsonObject[]) : [] };
}

interface Invented {
  readonly shop: Shop;
  readonly shopUrl: string;
  readonly recent: readonly RecentOrder[];
}

async function importInvented({ shop, shopUrl, recent }: Invented, options: DemoOptions): Promise<void> {
  const now = options.now();
  const parseInstant = instantParser(ordersTimeZone, weeksUntil(shop.lastOrderAt, now));
  const firstOrderAt = (customer: Customer) => {
    const at = parseInstant(customer.firstOrderAt);
    return at === undefined ? undefined : isoText(at);
  };
  async function* items(): AsyncGenerator<ImportItem> {
    let line = 0;
    for (const event of inventedHistory({ shop, shopUrl, now, orders: recent, firstOrderAt })) {
      line += 1;
      yield { type: 'event', line, event };
    }
  }
  await send(items(), options, () => {});
}

async function send(
  items: AsyncIterable<ImportItem>,
  options: DemoOptions,
  onLine: (line: number) => void,
): Promise<number> {
  const { url, apiKey, signal } = options;
  const progress = await sendItems(items, {
    url,
    apiKey,
    ...(signal !== undefined && { signal }),
    from: noProgress,
    batchSize: 500,
    concurrency: 2,
    onRejected: async () => {},
    onProgress: async ({ line }) => onLine(line),
  });
  return progress.settled;
}

/** Whole weeks from the newest order to the latest such moment that is not in the future: less than 7 days ago. */
export function weeksUntil(lastOrderAt: string, now: number): number {
  const newest = Temporal.PlainDateTime.from(lastOrderAt).toZonedDateTime(ordersTimeZone);
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(ordersTimeZone);
  const { weeks } = newest.until(today, { largestUnit: 'weeks', smallestUnit: 'weeks', roundingMode: 'floor' });
  return weeks;
}

const settled = system
  .pick({ lanes: true, factsBehindMilliseconds: true })
  .extend({ lanes: z.array(z.object({ lag: z.number() })) });

/** Waits until the workers have taken in the whole history and the facts have followed, for two minutes at most. */
async function settle(client: ManagementClient, options: DemoOptions, onShare: (share: number) => void): Promise<void> {
  const isTakenIn = watchTakenIn();
  let most = 0;
  for (
    const end = options.now() + 120_000;
    options.now() < end;
    await sleep(250, undefined, { signal: options.signal })
  ) {
    const { lanes, factsBehindMilliseconds } = await client.get('/system', settled);
    const lag = lanes.reduce((sum, lane) => sum + lane.lag, 0);
    most = Math.max(most, lag);
    onShare(most === 0 ? 0 : (most - lag) / most);
    if (isTakenIn({ lag, factsBehindMilliseconds }, options.now())) return;
  }
}
