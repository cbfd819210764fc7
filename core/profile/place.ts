import type { JsonObject } from '#contracts/json.ts';
import type { Place } from '#contracts/whereabouts.ts';
import { toNumber } from '../segment/coerce.ts';
import { valueAt } from '../segment/property-value.ts';
import type { ProfileState } from '../state.ts';

/** Where each part is looked for among the traits, in this order; `address` is that of Segment's reserved traits. */
const paths = {
  country: ['address.country', 'country'],
  region: ['address.state', 'address.region', 'state', 'region'],
  city: ['address.city', 'city'],
  latitude: ['address.latitude', 'location.latitude', 'latitude'],
  longitude: ['address.longitude', 'location.longitude', 'longitude'],
} as const;

/** The traits that a part of a place is read from. */
export function placePaths(part: string): readonly string[] {
  return Object.hasOwn(paths, part) ? paths[part as keyof typeof paths] : [];
}

/** The traits that a place is read from. */
export const placeTraits = [
  'address',
  'country',
  'state',
  'region',
  'city',
  'location',
  'latitude',
  'longitude',
] as const;

/**
 * Where a person is: what her traits tell, which she or a system of the brand said, before what her newest event came with.
 * Coordinates count as a pair.
 */
export function placeOf({ traits, place = {} }: Pick<ProfileState, 'traits' | 'place'>): Place {
  const country = textIn(traits, paths.country) ?? place.country;
  const region = textIn(traits, paths.region) ?? place.region;
  const city = textIn(traits, paths.city) ?? place.city;
  return {
    ...(country !== undefined && { country }),
    ...(region !== undefined && { region }),
    ...(city !== undefined && { city }),
    ...(pointIn(traits) ?? pointOf(place.latitude, place.longitude)),
  };
}

type Point = Required<Pick<Place, 'latitude' | 'longitude'>>;

function pointIn(traits: JsonObject): Point | undefined {
  return pointOf(numberIn(traits, paths.latitude), numberIn(traits, paths.longitude));
}

function pointOf(latitude: number | undefined, longitude: number | undefined): Point | undefined {
  if (latitude === undefined || longitude === undefined) return undefined;
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : undefined;
}

function textIn(traits: JsonObject, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = valueAt(traits, name);
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}

function numberIn(traits: JsonObject, names: readonly string[]): number | undefined {
  for (const name of names) {
    const value = valueAt(traits, name);
    const number = typeof value === 'string' || typeof value === 'number' ? toNumber(value) : undefined;
    if (number !== undefined) return number;
  }
  return undefined;
}
