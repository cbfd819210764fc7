import { eventNames } from '../definitions.ts';

/** Which events are sent. `run` makes message ids differ from those of other loads. */
export type Traffic =
  /** Event n identifies person n. */
  | { readonly type: 'people'; readonly run: string }
  /** Past events of all people in turn, more of the last months than of two years ago. */
  | { readonly type: 'history'; readonly run: string; readonly people: number; readonly now: number }
  /** A shop's day: any of its people does anything, and one event in twenty-five belongs to a campaign. */
  | { readonly type: 'shopping'; readonly run: string; readonly people: number }
  /** The same, and every `every`-th event is `trigger`, each of another person, counted from person 0 on. */
  | { readonly type: 'triggers'; readonly run: string; readonly people: number; readonly every: number }
  /** Event n is `trigger` of person n. */
  | { readonly type: 'enrolment'; readonly run: string };

/** Starts the journeys of bench/platform/publish.ts that send at once. */
export const triggerName = 'Offer Requested';

const day = 86_400_000;
const journeyCount = 20;
const cities = ['London', 'Leeds', 'Bristol', 'Glasgow', 'Cardiff', 'York', 'Norwich', 'Exeter'];
const userAgent =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36';

/** JSON text of event `n`. The same arguments give the same text, except for `dueAt`: when it should leave, epoch time. */
export function eventText(traffic: Traffic, n: number, dueAt: number): string {
  switch (traffic.type) {
    case 'people':
      return identify(traffic.run, n);
    case 'history': {
      // Two years back, with two in five events within the last 60 days.
      const age = 730 * day * fraction(n, 3) ** 3;
      const timestamp = `,"timestamp":"${new Date(traffic.now - age).toISOString()}"`;
      return track({ run: traffic.run, n, person: n % traffic.people, name: anyName(n), timestamp, campaign: 'none' });
    }
    case 'shopping':
      return shopping(traffic.run, n, traffic.people);
    case 'triggers':
      return n % traffic.every === 0
        ? trigger(traffic.run, n, Math.floor(n / traffic.every) % traffic.people, dueAt)
        : shopping(traffic.run, n, traffic.people);
    case 'enrolment':
      return trigger(traffic.run, n, n, dueAt);
  }
}

function shopping(run: string, n: number, people: number): string {
  const campaign = n % 25 === 0 ? `k${(n / 25) % journeyCount}` : 'none';
  return track({ run, n, person: Math.floor(fraction(n, 1) * people), name: anyName(n), timestamp: '', campaign });
}

function trigger(run: string, n: number, person: number, dueAt: number): string {
  const timestamp = '';
  return track({
    run,
    n,
    person,
    name: triggerName,
    timestamp,
    campaign: 'none',
    more: `,"dueAt":${dueAt.toFixed(1)}`,
  });
}

interface Track {
  readonly run: string;
  readonly n: number;
  readonly person: number;
  readonly name: string;
  readonly timestamp: string;
  readonly campaign: string;
  readonly more?: string;
}

/** About 750 bytes, as a browser's client sends it once somebody has signed in. */
function track({ run, n, person, name, timestamp, campaign, more = '' }: Track): string {
  const sku = Math.floor(fraction(n, 2) * 4_000);
  return (
    `{"type":"track","event":"${name}","messageId":"${run}-${n}","userId":"user-${person}",` +
    `"anonymousId":"${anonymousId(person)}"${timestamp},"properties":{"product_id":"p-${sku}","sku":"sku-${sku}",` +
    `"name":"Regency teacup ${sku}","category":"c${sku % 20}","price":${1 + (sku % 90)}.5,"quantity":${1 + (sku % 3)},` +
    `"currency":"GBP","campaign":"${campaign}"${more}},"context":{"library":{"name":"analytics.js","version":"2.11.1"},` +
    `"locale":"en-GB","timezone":"Europe/London","userAgent":"${userAgent}","page":{"path":"/products/${sku}",` +
    `"url":"https://shop.example/products/${sku}","title":"Regency teacup ${sku}","referrer":"https://shop.example/"}}}`
  );
}

/** Traits as a shop keeps them of a customer of some years. */
function identify(run: string, n: number): string {
  const traits = {
    email: `person${n}@shop.example`,
    name: `Anna Example ${n}`,
    firstName: 'Anna',
    lastName: `Example ${n}`,
    tier: n % 4,
    birthday: `19${50 + (n % 50)}-0${1 + (n % 9)}-1${n % 10}`,
    gender: n % 2 ? 'female' : 'male',
    address: {
      street: `${1 + (n % 200)} Mill Lane`,
      city: cities[n % cities.length],
      postalCode: `LS${n % 30} 4AB`,
      country: 'GB',
    },
    createdAt: `202${n % 5}-03-1${n % 10}T09:30:00.000Z`,
    loyaltyNumber: `LN-${10_000_000 + n}`,
    loyaltyPoints: n % 5_000,
    favouriteCategories: [`c${n % 20}`, `c${(n + 7) % 20}`, `c${(n + 13) % 20}`],
    preferredStore: `store-${n % 120}`,
    acquisitionSource: n % 3 ? 'search' : 'newsletter',
    averageOrderValue: 12 + (n % 80),
    lastOrderAt: `2025-0${1 + (n % 9)}-2${n % 9}T17:45:00.000Z`,
    newsletter: n % 2 === 0,
    newsletterFrequency: 'weekly',
    shoeSize: 36 + (n % 10),
    clothingSize: 'M',
    accountManager: `agent-${n % 40}@shop.example`,
  };
  return JSON.stringify({
    type: 'identify',
    messageId: `${run}-${n}`,
    userId: `user-${n}`,
    anonymousId: anonymousId(n),
    traits,
    context: { locale: 'en-GB', timezone: 'Europe/London' },
  });
}

function anonymousId(person: number): string {
  return `7d1c0e52-5b7a-4f3e-9c1d-${String(person).padStart(12, '0')}`;
}

function anyName(n: number): string {
  return eventNames[Math.floor(fraction(n, 4) * eventNames.length)] ?? 'Page Viewed';
}

/** A fraction in [0, 1) that looks random and follows from its arguments (the finaliser of MurmurHash3). */
function fraction(n: number, salt: number): number {
  let hash = Math.imul(n ^ Math.imul(salt, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash ^= hash >>> 16;
  hash = Math.imul(hash ^ (hash >>> 15), 0x27d4eb2d);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}
