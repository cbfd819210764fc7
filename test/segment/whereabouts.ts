import fc from 'fast-check';
import type { JsonObject } from '#contracts/json.ts';
import type { LeafCondition } from '#contracts/segment.ts';
import type { Entry } from './entry.ts';
import type { TestedKind } from './kind.ts';
import { toldOf } from './told.ts';
import { traitsOf } from './trait.ts';

type Tested<Type extends LeafCondition['type']> = TestedKind<Extract<LeafCondition, { type: Type }>>;

const never = { edges: () => [] };

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Her address among the traits, where it is an object. */
function addressOf(history: readonly Entry[]): JsonObject {
  const { address } = traitsOf(history);
  return typeof address === 'object' && address !== null && !Array.isArray(address) ? (address as JsonObject) : {};
}

export const location: Tested<'location'> = {
  arbitrary: fc
    .record({
      part: fc.constantFrom('country', 'country', 'region', 'city'),
      oneOf: fc.subarray(['GB', 'fr', 'de', 'nrw', 'LONDON', 'ας', 'köln', '上海'], { minLength: 1 }),
    })
    .map((asked) => ({ type: 'location' as const, ...asked })),
  label: ({ part }) => part,
  holds: ({ part, oneOf }, history) => {
    const traits = traitsOf(history);
    const address = addressOf(history);
    const { place } = toldOf(history);
    const found = {
      country: textOf(address['country']) ?? textOf(traits.country) ?? place?.country,
      region: textOf(address['state']) ?? textOf(address['region']) ?? textOf(traits.region),
      city: textOf(address['city']) ?? textOf(traits.city) ?? place?.city,
    }[part];
    return found !== undefined && oneOf.map((one) => one.toLowerCase()).includes(found.toLowerCase());
  },
  ...never,
};

export const near: Tested<'near'> = {
  arbitrary: fc
    .record({
      latitude: fc.constantFrom(51.5, 0, -40),
      longitude: fc.constantFrom(0, 179, -120),
      kilometres: fc.constantFrom(20, 5_000, 10_000, 15_000),
    })
    .map((asked) => ({ type: 'near' as const, ...asked })),
  label: () => 'point',
  holds: ({ latitude, longitude, kilometres }, history) => {
    const traits = traitsOf(history);
    const [north, east] = [traits.latitude, traits.longitude].map((value) => Number(value ?? Number.NaN));
    const own = Math.abs(north ?? Number.NaN) <= 90 && Math.abs(east ?? Number.NaN) <= 180;
    const { place } = toldOf(history);
    const at = own ? [north, east] : [place?.latitude, place?.longitude];
    if (at[0] === undefined || at[1] === undefined) return false;
    return greatCircle([latitude, longitude], [at[0], at[1]]) <= kilometres;
  },
  ...never,
};

/** By the angle between two vectors: another formula than the one that is tested. */
function greatCircle(from: readonly [number, number], to: readonly [number, number]): number {
  const vector = ([latitude, longitude]: readonly [number, number]) => {
    const [phi, lambda] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
    return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)] as const;
  };
  const [a, b] = [vector(from), vector(to)];
  const cross = Math.hypot(a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]);
  return 6_371.0088 * Math.atan2(cross, a[0] * b[0] + a[1] * b[1] + a[2] * b[2]);
}

export const device: Tested<'device'> = {
  arbitrary: fc
    .record({
      part: fc.constantFrom('type', 'os', 'browser', 'app'),
      oneOf: fc.subarray(['Mobile', 'ios', 'WINDOWS', 'safari', 'shop'], { minLength: 1 }),
    })
    .map((asked) => ({ type: 'device' as const, ...asked })),
  label: ({ part }) => part,
  holds: ({ part, oneOf }, history) => {
    const used = toldOf(history).device?.[part];
    return used !== undefined && oneOf.some((one) => one.toUpperCase() === used.toUpperCase());
  },
  ...never,
};

export const language: Tested<'language'> = {
  arbitrary: fc
    .subarray(['en', 'zh', 'zh-Hant', 'zh-CN', 'pt', 'pt-BR', 'PT_PT'], { minLength: 1, maxLength: 3 })
    .map((oneOf) => ({ type: 'language' as const, oneOf })),
  label: () => 'tags',
  holds: ({ oneOf }, history) => {
    const hers: { readonly [locale: string]: readonly string[] } = {
      'en-GB': ['en'],
      EN: ['en'],
      'zh-TW': ['zh', 'zh-Hant'],
      'zh-Hans-CN': ['zh', 'zh-CN'],
      pt_BR: ['pt', 'pt-BR'],
    };
    return (hers[toldOf(history).locale ?? ''] ?? []).some((tag) => oneOf.includes(tag));
  },
  ...never,
};

export const timeZone: Tested<'time_zone'> = {
  arbitrary: fc
    .subarray(['America/New_York', 'Asia/Kolkata', 'Europe/London', 'Asia/Shanghai', 'Nowhere/City'], { minLength: 1 })
    .map((oneOf) => ({ type: 'time_zone' as const, oneOf })),
  label: () => 'names',
  holds: ({ oneOf }, history, { settings }) => {
    const hers = toldOf(history).timeZone;
    const isKnown = hers !== undefined && hers !== 'Nowhere/City' && hers !== '+05:30';
    return oneOf.includes(isKnown ? hers : settings.timeZone);
  },
  ...never,
};
