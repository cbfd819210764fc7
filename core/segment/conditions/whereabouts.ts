import type { LeafCondition } from '#contracts/segment.ts';
import { languageTag } from '../../profile/language.ts';
import { placeOf, placeTraits } from '../../profile/place.ts';
import type { StatePart } from '../changed-parts.ts';
import { kilometresBetween } from '../distance.ts';
import { zoneOf } from '../time/local-day.ts';
import type { ConditionKind } from './kind.ts';

type Kind<Type extends LeafCondition['type']> = ConditionKind<Extract<LeafCondition, { type: Type }>>;

const placeParts: readonly StatePart[] = ['place', ...placeTraits.map((name): StatePart => `trait ${name}`)];

function isOneOf(value: string | undefined, wanted: readonly string[]): boolean {
  const lower = value?.toLowerCase();
  return lower !== undefined && wanted.some((one) => one.toLowerCase() === lower);
}

export const location: Kind<'location'> = {
  counters: () => [],
  reads: () => placeParts,
  holds: ({ part, oneOf }, { state }) => isOneOf(placeOf(state)[part], oneOf),
  known: ({ part }, { state }) => placeOf(state)[part],
};

export const near: Kind<'near'> = {
  counters: () => [],
  reads: () => placeParts,
  holds: (condition, { state }) => {
    const { latitude, longitude } = placeOf(state);
    if (latitude === undefined || longitude === undefined) return false;
    return kilometresBetween(condition, { latitude, longitude }) <= condition.kilometres;
  },
  known: (condition, { state }) => {
    const { latitude, longitude } = placeOf(state);
    if (latitude === undefined || longitude === undefined) return undefined;
    return Math.round(kilometresBetween(condition, { latitude, longitude }) * 10) / 10;
  },
};

export const device: Kind<'device'> = {
  counters: () => [],
  reads: () => ['device'],
  holds: ({ part, oneOf }, { state }) => isOneOf(state.device?.[part], oneOf),
  known: ({ part }, { state }) => state.device?.[part],
};

export const language: Kind<'language'> = {
  counters: () => [],
  reads: () => ['locale'],
  holds: ({ oneOf }, { state }) => {
    const tag = languageTag(state.locale);
    return tag !== undefined && languagesAsked(oneOf).some((one) => tag === one || tag.startsWith(`${one}-`));
  },
  known: (_, { state }) => state.locale,
};

/** Tags as they are compared. `zh` alone means Chinese of any script. */
export function languagesAsked(oneOf: readonly string[]): readonly string[] {
  return oneOf.flatMap((tag) => (tag.toLowerCase() === 'zh' ? ['zh'] : (languageTag(tag) ?? [])));
}

export const timeZone: Kind<'time_zone'> = {
  counters: () => [],
  reads: () => ['timeZone'],
  settings: () => ['timeZone'],
  holds: ({ oneOf }, { compiled, state }) => oneOf.includes(zoneOf(state, compiled.settings)),
  known: (_, { compiled, state }) => zoneOf(state, compiled.settings),
};
