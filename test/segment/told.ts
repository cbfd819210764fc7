import fc from 'fast-check';
import type { JsonObject } from '#contracts/json.ts';
import { days } from '#core/duration.ts';
import type { Consent, ProfileState, Suppression } from '#core/state.ts';
import { addressHash } from '#core/suppression.ts';
import type { Entry } from './entry.ts';
import { origin } from './origin.ts';
import { properties } from './property.ts';

/** What is told of a person beside traits and happenings; each word replaces the one before it. */
export type Told = Partial<
  Pick<
    ProfileState,
    | 'identities'
    | 'timeZone'
    | 'locale'
    | 'place'
    | 'device'
    | 'consents'
    | 'suppressions'
    | 'doNotContact'
    | 'pausedUntil'
    | 'lists'
    | 'orders'
    | 'companies'
  >
>;

const channel = fc.constantFrom('email', 'sms');
const address = 'ann@example.com';

const consents: fc.Arbitrary<readonly Consent[]> = fc.uniqueArray(
  fc
    .record({
      channel,
      topic: fc.constantFrom(undefined, undefined, 'offers', 'service'),
      status: fc.constantFrom('granted', 'granted', 'denied', 'pending', 'lapsed'),
      at: fc.integer({ min: 1, max: 3 }),
    })
    .map(({ topic, ...word }) => ({ ...word, source: 'form', ...(topic !== undefined && { topic }) })),
  { maxLength: 4, selector: (word) => `${word.channel} ${word.topic}` },
);

const suppressions: fc.Arbitrary<readonly Suppression[]> = fc.array(
  fc
    .record({
      channel,
      reason: fc.constantFrom('bounced', 'complained', 'manual'),
      address: fc.constantFrom(undefined, addressHash('email', address), addressHash('sms', '123')),
    })
    .map(({ address: hash, ...rest }) => ({ ...rest, at: origin, ...(hash !== undefined && { address: hash }) })),
  { minLength: 1, maxLength: 2 },
);

const email = { kind: 'email', value: address };
const phone = { kind: 'phone', value: '123' };
const identities: fc.Arbitrary<Told> = fc
  .constantFrom([], [email], [phone], [email, phone], [email, phone])
  .map((all) => ({ identities: all }));

const orders: fc.Arbitrary<Told> = fc
  .tuple(
    fc.integer({ min: 1, max: 4 }),
    fc.constantFrom(0, 9.99, 10, 20.5, 99.99, 100),
    fc.tuple(fc.constantFrom(0, 1, 2, 4), fc.constantFrom(-1, 0, 1, -days(0.4))),
  )
  .map(([count, value, [before, by]]) => ({ orders: { count, value, lastAt: origin - days(before) + by } }));

/** The one that she left says nothing any more. */
const companies: fc.Arbitrary<Told> = fc
  .tuple(fc.subarray(['acme', 'umbrella', 'initech'], { minLength: 1 }), properties, fc.boolean())
  .map(([ids, traits, hasLeft]) => ({
    companies: Object.fromEntries(
      ids.map((id, index) => [
        id,
        {
          ...{ since: 1, joinedAt: 1, ...(hasLeft && index === 0 && { leftAt: 2 }) },
          picture: { revision: 1, traits: index === 0 ? traits : {} },
        },
      ]),
    ),
  }));

const told: fc.Arbitrary<Told> = fc.oneof(
  fc
    .constantFrom('America/New_York', 'Asia/Tokyo', 'Pacific/Kiritimati', 'Asia/Kolkata', '+05:30', 'Nowhere/City')
    .map((timeZone) => ({ timeZone })),
  fc.constantFrom('en-GB', 'zh-TW', 'zh-Hans-CN', 'pt_BR', 'EN', ' ').map((locale) => ({ locale })),
  fc
    .record(
      {
        country: fc.constantFrom('GB', 'gb', 'CN'),
        city: fc.constantFrom('London', 'ΑΣ', '上海'),
        latitude: fc.double({ min: -90, max: 90, noNaN: true }),
        longitude: fc.double({ min: -180, max: 180, noNaN: true }),
      },
      { requiredKeys: ['country', 'latitude', 'longitude'] },
    )
    .map((place) => ({ place })),
  fc
    .record(
      {
        type: fc.constantFrom('mobile', 'desktop'),
        os: fc.constantFrom('iOS', 'Android', 'Windows'),
        browser: fc.constantFrom('Safari', 'Chrome'),
        app: fc.constant('Shop'),
      },
      { requiredKeys: ['type'] },
    )
    .map((device) => ({ device })),
  consents.map((all) => ({ consents: all })),
  consents.map((all) => ({ consents: all })),
  suppressions.map((all) => ({ suppressions: all })),
  suppressions.map((all) => ({ suppressions: all })),
  fc.constant({ suppressions: [] }),
  identities,
  identities,
  identities,
  // An order that ends is taken out of the document by a timer of its own.
  fc
    .constantFrom(undefined, undefined, 'marketing', 'all')
    .map((scope) => ({ doNotContact: scope && { scope, at: origin, source: 'agent' } }) as Told),
  fc.integer({ min: -days(2), max: days(4) }).map((by) => ({ pausedUntil: origin + by })),
  orders,
  orders,
  companies,
  companies,
  fc.subarray(['l1', 'l2']).map((ids) => ({ lists: Object.fromEntries(ids.map((id) => [id, origin])) })),
);

/** Around `origin`, on and beside the edges that tests of half a day, one and two days have. */
const moments: fc.Arbitrary<string | number> = fc
  .tuple(fc.constantFrom(-2, -1, -0.5, 0, 0.5, 1, 2), fc.constantFrom(-1, 0, 0, 1, days(0.3)), fc.boolean())
  .map(([distance, by, isText]) => {
    const at = origin + days(distance) + by;
    return isText ? new Date(at).toISOString() : at;
  });

/** Dates that return around `origin`, by either calendar, among texts that are none. */
const dates: fc.Arbitrary<JsonObject> = fc
  .record(
    {
      born: fc.oneof(
        { weight: 3, arbitrary: dayTexts() },
        { weight: 1, arbitrary: fc.array(dayTexts(), { maxLength: 3 }) },
      ),
      seen: fc.oneof(moments, fc.array(moments, { maxLength: 2 })),
      bornCalendar: fc.constantFrom('lunar', 'lunar', 'solar', true),
      bornLeapMonth: fc.boolean(),
      latitude: fc.constantFrom(51.5, '51.4', 'north', 120),
      longitude: fc.constantFrom(-0.1, '-0.2'),
      country: fc.constantFrom('FR', 'fr', ''),
      address: fc.constantFrom({ country: 'DE', city: 'Köln' }, { state: 'NRW' }, 'Main Street'),
      phone: fc.constantFrom('123', ' ', 7),
    },
    { requiredKeys: ['born', 'seen'] },
  )
  .map((traits) => traits as JsonObject);

function dayTexts(): fc.Arbitrary<string | number> {
  const today = fc.constantFrom('1990-03-29', '--03-29', '02-11', '2001-02-11T08:00', '03-30', '02-12');
  return fc.oneof(today, otherDayTexts());
}

function otherDayTexts(): fc.Arbitrary<string | number> {
  return fc.constantFrom(
    ...['1990-03-29', '--03-30', '03-28', '2000-02-29T10:00:00Z', '02-29', '3-31', '04-02', '12-29'],
    ...['2001-02-11', '02-10', '02-12', '02-13', '2-30', '01-30', '02-09', ' 03-29', '03-29 12:00'],
    ...['02-32', '13-01', '03-299', 'x03-29', 329, '04-31'],
  );
}

export const tellings: fc.Arbitrary<
  { readonly type: 'told'; readonly told: Told } | { readonly type: 'traits'; readonly traits: JsonObject }
> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .array(told, { minLength: 1, maxLength: 6, size: 'max' })
      .map((all) => ({ type: 'told' as const, told: Object.assign({}, ...all) as Told })),
  },
  { weight: 2, arbitrary: dates.map((traits) => ({ type: 'traits' as const, traits })) },
);

/** What was told last. */
export function toldOf(history: readonly Entry[]): Told {
  return Object.assign({}, ...history.map((entry) => (entry.type === 'told' ? entry.told : {})));
}
