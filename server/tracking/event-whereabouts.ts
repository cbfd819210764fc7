import Bowser from 'bowser';
import { LRUCache } from 'lru-cache';
import type { Json, JsonObject } from '#contracts/json.ts';
import { type Device, deviceTypes, type Place } from '#contracts/whereabouts.ts';

const wordLimit = 100;

/**
 * With what she acted: what an app's SDK says of itself (`context.app`, `context.os`, `context.device`), and for the rest
 * what the user agent tells. Undefined where neither tells anything.
 */
export function readDevice(context: JsonObject): Device | undefined {
  const { userAgent } = context;
  const told = typeof userAgent === 'string' ? parseUserAgent(userAgent) : {};
  const os = wordAt(context.os, 'name') ?? told.os;
  const app = wordAt(context.app, 'name');
  const type = isPhone(wordAt(context.device, 'type')) ? (told.type ?? 'mobile') : told.type;
  const device: Device = {
    ...(type !== undefined && { type }),
    ...(os !== undefined && { os: os === 'iPhone OS' ? 'iOS' : os }),
    ...(told.browser !== undefined && { browser: told.browser }),
    ...(app !== undefined && { app }),
  };
  return Object.keys(device).length === 0 ? undefined : device;
}

/** `context.location`, as the senders of Segment's specification fill it. */
export function readPlace(context: JsonObject): Place | undefined {
  const { location } = context;
  const [country, region, city] = ['country', 'region', 'city'].map((name) => wordAt(location, name));
  const [latitude, longitude] = [numberAt(location, 'latitude', 90), numberAt(location, 'longitude', 180)];
  const place: Place = {
    ...(country !== undefined && { country }),
    ...(region !== undefined && { region }),
    ...(city !== undefined && { city }),
    ...(latitude !== undefined && longitude !== undefined && { latitude, longitude }),
  };
  return Object.keys(place).length === 0 ? undefined : place;
}

// Reading one takes up to some milliseconds, and a few thousand of them are most of what comes.
const userAgents = new LRUCache<string, Device>({ max: 5_000 });

function parseUserAgent(userAgent: string): Device {
  if (userAgent === '' || userAgent.length > 500) return {};
  const known = userAgents.get(userAgent);
  if (known !== undefined) return known;
  const { browser, os, platform } = Bowser.parse(userAgent);
  const type = platform.type === undefined || platform.type === 'bot' ? undefined : typeOf(platform.type);
  const device: Device = {
    ...(type !== undefined && { type }),
    ...(os.name ? { os: os.name.slice(0, wordLimit) } : {}),
    ...(browser.name ? { browser: browser.name.slice(0, wordLimit) } : {}),
  };
  userAgents.set(userAgent, device);
  return device;
}

function typeOf(platform: string): Device['type'] {
  return deviceTypes.find((type) => type === platform) ?? 'other';
}

/** What the mobile SDKs of Segment's specification write. */
function isPhone(type: string | undefined): boolean {
  return type !== undefined && ['ios', 'android', 'mobile'].includes(type.toLowerCase());
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, name) ? (value as JsonObject)[name] : undefined;
}

function wordAt(value: Json | undefined, name: string): string | undefined {
  const word = memberOf(value, name);
  return typeof word === 'string' && word.trim() !== '' && word.length <= wordLimit ? word.trim() : undefined;
}

function numberAt(value: Json | undefined, name: string, most: number): number | undefined {
  const number = memberOf(value, name);
  return typeof number === 'number' && Math.abs(number) <= most ? number : undefined;
}
