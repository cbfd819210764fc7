import type { LeafCondition } from '#contracts/segment.ts';
import { languagesAsked } from '#core/segment/conditions/whereabouts.ts';
import { earthRadius } from '#core/segment/distance.ts';
import { timeZoneNames } from '#core/segment/time/time-zone-names.ts';
import type { Parameters } from '../parameters.ts';
import type { Asked } from '../segment-sql.ts';

type Condition<Type extends LeafCondition['type']> = Extract<LeafCondition, { type: Type }>;

/** A part of her place or device, which are kept in small letters. */
export function knownPartSql(
  whole: 'place' | 'device',
  { part, oneOf }: Condition<'location'> | Condition<'device'>,
  parameters: Parameters,
): string {
  const wanted = parameters.bind('Array(String)', [...new Set(oneOf.map((one) => one.toLowerCase()))]);
  return `has(${wanted}, JSONExtractString(known, '${whole}', ${parameters.bind('String', part)}))`;
}

export function nearSql({ latitude, longitude, kilometres }: Condition<'near'>, parameters: Parameters): string {
  const hers = (part: 'latitude' | 'longitude'): string => `JSONExtractFloat(known, 'place', '${part}')`;
  const radians = (degrees: string): string => `(${degrees} * pi() / 180)`;
  const [fromLatitude, fromLongitude] = [latitude, longitude].map((degrees) => parameters.bind('Float64', degrees));
  const latitudes = `pow(sin(${radians(`(${hers('latitude')} - ${fromLatitude})`)} / 2), 2)`;
  const longitudes = `pow(sin(${radians(`(${hers('longitude')} - ${fromLongitude})`)} / 2), 2)`;
  const cosines = `cos(${radians(`${fromLatitude}`)}) * cos(${radians(hers('latitude'))})`;
  const distance = `2 * ${earthRadius} * asin(sqrt(least(1, ${latitudes} + ${cosines} * ${longitudes})))`;
  return `(JSONHas(known, 'place', 'latitude') AND ${distance} <= ${parameters.bind('Float64', kilometres)})`;
}

export function languageSql({ oneOf }: Condition<'language'>, parameters: Parameters): string {
  const tags = parameters.bind('Array(String)', languagesAsked(oneOf));
  const hers = `JSONExtractString(known, 'language')`;
  return `(${hers} != '' AND arrayExists(tag -> ${hers} = tag OR startsWith(${hers}, concat(tag, '-')), ${tags}))`;
}

/** Whoever's zone has no name that is known lives in the workspace's. */
export function timeZoneSql({ oneOf }: Condition<'time_zone'>, { settings }: Asked, parameters: Parameters): string {
  const wanted = oneOf.filter((name) => timeZoneNames.has(name));
  const isHers = `has(${parameters.bind('Array(String)', wanted)}, time_zone)`;
  if (!oneOf.includes(settings.timeZone)) return isHers;
  return `(${isHers} OR NOT has(${parameters.bind('Array(String)', [...timeZoneNames])}, time_zone))`;
}
