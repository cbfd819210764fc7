import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '#contracts/json.ts';
import { hashFraction } from '#core/hash.ts';
import { addressesOf } from './people.ts';
import { readShop, type Shop } from './shop.ts';
import { createBesides } from './simulator/beside.ts';
import { type Crowd, createCrowd, randomId } from './simulator/crowd.ts';
import { createMailReader } from './simulator/mail-reader.ts';
import { patientFetch } from './simulator/patient-fetch.ts';
import { type Call, nextAct, type Shopper, type World } from './simulator/shopper.ts';

export interface SimulatorOptions {
  readonly url: string;
  readonly writeKey: string;
  readonly apiKey: string;
  /** Where the shoppers are; the same as the links of the demo's messages lead to. */
  readonly shopUrl?: string;
  /** Events per second that the crowd comes to, about. */
  readonly rate?: number;
  /** In [0, 1). Seeded, it makes the same crowd do the same things. */
  readonly random: () => number;
  readonly now: () => number;
  readonly onError?: (error: unknown) => void;
}

/** Calls of one visit, on average; measured over 4,000 simulated visits. */
const callsPerVisit = 5;
const tickMilliseconds = 200;
const insideAtMost = 1_000;

/**
 * Plays shoppers of the demo brand against the public interfaces until `stop` is called: tracking calls over HTTP with
 * the write key, opens and clicks by the links in the sandbox inbox. A server that is away or busy is waited for.
 */
export function startSimulator(options: SimulatorOptions): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = run(options, signal).catch((error: unknown) => {
    if (!signal.aborted) options.onError?.(error);
  });
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function run(options: SimulatorOptions, signal: AbortSignal): Promise<void> {
  const { url, apiKey, random, now } = options;
  const shop = await readShop();
  const crowd = createCrowd(knownPeople(shop), random);
  const shopUrl = options.shopUrl ?? `${url.replace(/\/$/, '')}/demo/shop`;
  const world = { products: shop.products, shopUrl, random };
  const besides = createBesides(world);
  const visitors = createVisitors(crowd, world, async (shopper, calls) => {
    await sendCalls(shopper, calls, options, signal);
    besides.note(shopper, calls, now());
  });
  const onVisit = (address: string) => {
    const shopper = crowd.byAddress(address);
    if (shopper !== undefined) visitors.enter({ ...shopper, determined: true }, now());
  };
  const mail = createMailReader({ url, apiKey, random, now, signal, onVisit });
  const arrivalsPerTick = ((options.rate ?? 3) / callsPerVisit) * (tickMilliseconds / 1_000);

  for (; !signal.aborted; await sleep(tickMilliseconds, undefined, { signal })) {
    for (let expected = arrivalsPerTick; expected > 0; expected--) {
      const shopper = random() < expected ? crowd.arrival() : undefined;
      if (shopper !== undefined) visitors.enter(shopper, now());
    }
    await visitors.act(now());
    for (const { shopper, calls } of besides.next(now())) await sendCalls(shopper, calls, options, signal);
    await mail.work();
  }
}

function knownPeople({ customers }: Shop) {
  return customers.map((customer, index) => ({
    userId: customer.id,
    addresses: Object.values(addressesOf(customer, index)),
  }));
}

/** Who is in the shop, and when each does the next thing. */
function createVisitors(crowd: Crowd, world: World, send: (shopper: Shopper, calls: readonly Call[]) => Promise<void>) {
  const inside = new Map<string, { shopper: Shopper; at: number }>();
  return {
    enter(shopper: Shopper, now: number) {
      if (inside.size >= insideAtMost) crowd.left(shopper);
      else inside.set(shopper.anonymousId, { shopper, at: now });
    },
    async act(now: number) {
      for (const [key, { shopper, at }] of inside) {
        if (at > now) continue;
        const { shopper: next, calls, restMilliseconds } = nextAct(shopper, world);
        await send(next, calls);
        if (next.phase === 'away') {
          inside.delete(key);
          crowd.left(next);
        } else {
          inside.set(key, { shopper: next, at: now + restMilliseconds });
        }
      }
    },
  };
}

/** What the browser of a stranger says: two of five read Chinese. Customers of the data say nothing of themselves. */
function contextOf({ anonymousId, userId }: Shopper): JsonObject {
  if (userId !== undefined && !userId.startsWith('visitor-')) return {};
  const chance = hashFraction('demo', 'locale', anonymousId);
  if (chance < 0.25) return { locale: 'zh-CN', timezone: 'Asia/Shanghai' };
  return chance < 0.4 ? { locale: 'zh-TW', timezone: 'Asia/Taipei' } : { locale: 'en-GB', timezone: 'Europe/London' };
}

async function sendCalls(
  shopper: Shopper,
  calls: readonly Call[],
  { url, writeKey, random }: SimulatorOptions,
  signal: AbortSignal,
): Promise<void> {
  const headers = {
    authorization: `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`,
    'content-type': 'application/json',
  };
  const { anonymousId, userId } = shopper;
  for (const { type, ...content } of calls) {
    const messageId = randomId(random);
    const context = contextOf(shopper);
    const body = JSON.stringify({
      ...content,
      context,
      anonymousId,
      ...(userId !== undefined && { userId }),
      messageId,
    });
    await patientFetch(new URL(`/v1/${type}`, url), { method: 'POST', headers, body }, signal);
  }
}
