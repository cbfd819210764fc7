import { LRUCache } from 'lru-cache';
import type { Json, JsonObject } from '#contracts/json.ts';
import type { EventContext } from '#contracts/stimulus.ts';
import { isUsableIdentifier } from '#contracts/tracking.ts';
import { readDevice, readPlace } from './event-whereabouts.ts';

const urlLimit = 2_000;
const userAgentLimit = 500;
const localeLimit = 35;
const campaignLimit = 200;
/** Of an IPv6 address that ends in an IPv4 one. */
const ipLimit = 45;
const mostCategories = 50;
const categoryLimit = 200;

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** The part of Segment's `context` that the product reads; what has another type than specified is left out. */
export function readEventContext(context: JsonObject, properties: JsonObject): EventContext {
  const result: Writable<EventContext> = {};
  const url = objectOf(context.page)?.url ?? properties.url;
  if (typeof url === 'string' && url.length <= urlLimit) result.url = url;
  const { locale, timezone, userAgent } = context;
  if (typeof locale === 'string' && locale.length > 0 && locale.length <= localeLimit) result.locale = locale;
  if (typeof timezone === 'string' && isTimeZone(timezone)) result.timeZone = timezone;
  if (typeof userAgent === 'string') result.userAgent = userAgent.slice(0, userAgentLimit);
  const device = readDevice(context);
  if (device) result.device = device;
  const place = readPlace(context);
  if (place) result.place = place;
  const { ip } = context;
  if (typeof ip === 'string' && ip !== '' && ip.length <= ipLimit) result.ip = ip;
  const consent = readCategories(context.consent);
  if (consent) result.consent = consent;
  const { groupId } = context;
  if (typeof groupId === 'string' && isUsableIdentifier(groupId)) result.groupId = groupId.trim();
  const campaign = readCampaign(objectOf(context.campaign) ?? {});
  if (campaign) result.campaign = campaign;
  return result;
}

/**
 * Segment's consent management: `context.consent.categoryPreferences`, true or false by category.
 * https://segment.com/docs/privacy/consent-management/
 */
function readCategories(consent: Json | undefined): EventContext['consent'] | undefined {
  const preferences = objectOf(objectOf(consent)?.categoryPreferences);
  if (preferences === undefined) return undefined;
  const entries = Object.entries(preferences).flatMap(([category, value]) =>
    typeof value === 'boolean' && category.length <= categoryLimit ? [[category, value] as const] : [],
  );
  return entries.length === 0 ? undefined : Object.fromEntries(entries.slice(0, mostCategories));
}

const campaignFields = ['name', 'source', 'medium', 'term', 'content'];

/**
 * The five fields of the specification and nothing else: the context of a batch is not part of any event's 32 KB, but is
 * stored with each of its thousands of events.
 */
function readCampaign(campaign: JsonObject): JsonObject | undefined {
  const entries = campaignFields.flatMap((field) => {
    const value = Object.hasOwn(campaign, field) ? campaign[field] : undefined;
    return typeof value === 'string' && value !== '' && value.length <= campaignLimit ? [[field, value] as const] : [];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

export function objectOf(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

// Asking Intl costs some 20 µs, and senders use a few dozen zones; whoever invents names must not fill the memory.
const timeZones = new LRUCache<string, boolean>({ max: 2_000 });

function isTimeZone(name: string): boolean {
  if (name.length === 0 || name.length > 64) return false;
  const known = timeZones.get(name);
  if (known !== undefined) return known;
  let valid = true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    valid = false;
  }
  timeZones.set(name, valid);
  return valid;
}
