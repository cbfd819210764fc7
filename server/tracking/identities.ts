import type { CountryCode } from 'libphonenumber-js/max';
import type { Identity } from '#contracts/identifiers.ts';
import { defaultIdentitySettings, type IdentityRule, type IdentitySettings } from '#contracts/identity-rule.ts';
import type { JsonObject } from '#contracts/json.ts';
import { isUsableIdentifier } from '#contracts/tracking.ts';
import type { UnreadReason } from '#contracts/unread-value.ts';
import { normaliseEmail, normalisePhone } from './contact.ts';
import { objectOf } from './event-context.ts';

/** An id as it is stored, undefined where there is none, null where it cannot be one. */
export function readIdentifier(value: unknown): string | undefined | null {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number') return Number.isSafeInteger(value) && value > 0 ? String(value) : null;
  return typeof value === 'string' && isUsableIdentifier(value) ? value.trim() : null;
}

export interface Contact {
  readonly email: string | undefined;
  readonly phone: string | undefined;
}

/** E-mail and phone among a person's traits, normalised; what is not a valid one does not identify anybody. */
export function readContact(traits: JsonObject, country: CountryCode): Contact {
  const { email, phone } = traits;
  return {
    email: typeof email === 'string' ? normaliseEmail(email) : undefined,
    phone: typeof phone === 'string' || typeof phone === 'number' ? normalisePhone(String(phone), country) : undefined,
  };
}

/** What of an event may name somebody. */
export interface IdentitySources {
  readonly userId: string | undefined;
  readonly anonymousId: string | undefined;
  /** E-mail and phone among the traits, normalised already. */
  readonly contact: Contact;
  readonly traits: JsonObject;
  readonly context: JsonObject;
}

/** Hears of a value that was meant to name somebody and cannot: `traits.phone`, `externalIds.loyalty_card`. */
export type OnUnread = (field: string, reason: UnreadReason) => void;

/** Finds the identities of an event by the rules of a workspace, the strongest first. */
export type IdentityReader = (sources: IdentitySources, country: CountryCode, onUnread?: OnUnread) => Identity[];

/** Where Segment's own clients put them; normalised before, because they are addresses too. */
const ownPaths = new Set(['traits.email', 'traits.phone']);

/** A person has few of a kind, and whoever sends an event must not be able to name thousands. */
const valuesPerKind = 5;

/** Made once per release, because it stands in the way of every event. */
export function compileIdentityReader({ kinds }: IdentitySettings): IdentityReader {
  const readers = kinds
    .filter(({ enabled }) => enabled)
    .map(({ kind, format, sources }) => {
      const externalTypes = new Set([kind, ...sources.flatMap((path) => afterPrefix(path, 'externalIds.') ?? [])]);
      const paths = sources
        .filter((path) => !path.startsWith('externalIds.') && !ownPaths.has(path))
        .map((path) => ({ field: path, path: path.split('.') }));
      const isContact = (path: string) => sources.includes(path) && (format === 'email' || format === 'phone');
      return { kind, format, externalTypes, paths, email: isContact('traits.email'), phone: isContact('traits.phone') };
    });
  const kindsByExternalType = readers.flatMap((reader) =>
    [...reader.externalTypes].map((type) => [type, reader] as const),
  );
  const byExternalType = new Map(kindsByExternalType);
  const namesNobody = new Set(kinds.filter(({ sharing }) => sharing === 'shared').map(({ kind }) => kind));

  return ({ userId, anonymousId, contact, traits, context }, country, onUnread) => {
    if (onUnread !== undefined) tellContact(traits, contact, onUnread);
    const external = readExternalIds(context.externalIds);
    const identities: Identity[] = [];
    for (const { kind, format, paths, email, phone } of readers) {
      const first = identities.length;
      const add = (value: string | undefined) => {
        if (value === undefined || identities.length - first >= valuesPerKind) return;
        for (let index = first; index < identities.length; index++) if (identities[index]?.value === value) return;
        identities.push({ kind, value });
      };
      if (kind === 'userId') add(userId);
      if (kind === 'anonymousId') add(anonymousId);
      if (email) add(contact.email);
      if (phone) add(contact.phone);
      for (const { field, path } of paths) {
        add(read(valueAt(path, traits, context), format, country, field, onUnread));
      }
      for (const { type, id } of external) {
        // One userId says whose an event is; two would be the word of an alias.
        if (byExternalType.get(type)?.kind === kind && !(kind === 'userId' && identities.length > first)) {
          add(read(id, format, country, `externalIds.${type}`, onUnread));
        }
      }
    }
    if (onUnread !== undefined) {
      for (const { type } of external)
        if (!byExternalType.has(type)) onUnread(`externalIds.${type}`, 'unknown_identity');
    }
    // What many people share says nothing about who it was.
    return identities.every(({ kind }) => namesNobody.has(kind)) ? [] : identities;
  };
}

export const defaultIdentityReader = compileIdentityReader(defaultIdentitySettings);

/** E-mail and phone are addresses too, so they are told whether or not they name people here. */
function tellContact(traits: JsonObject, { email, phone }: Contact, onUnread: OnUnread): void {
  if (email === undefined && isSaid(traits.email)) onUnread('traits.email', 'invalid_email');
  if (phone === undefined && isSaid(traits.phone)) onUnread('traits.phone', 'invalid_phone');
}

function read(
  value: unknown,
  format: IdentityRule['format'],
  country: CountryCode,
  field: string,
  onUnread: OnUnread | undefined,
): string | undefined {
  const id = normalise(value, format, country);
  if (id === undefined && isSaid(value)) onUnread?.(field, unreadAs(format));
  return id;
}

function isSaid(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function unreadAs(format: IdentityRule['format']): UnreadReason {
  return format === 'email' || format === 'phone' ? `invalid_${format}` : 'invalid_identity';
}

function afterPrefix(path: string, prefix: string): string | undefined {
  return path.startsWith(prefix) ? path.slice(prefix.length) : undefined;
}

function valueAt([place, ...names]: readonly string[], traits: JsonObject, context: JsonObject): unknown {
  let value: unknown = place === 'traits' ? traits : context;
  for (const name of names) {
    const object = objectOf(value);
    value = object && Object.hasOwn(object, name) ? object[name] : undefined;
  }
  return value;
}

/**
 * Segment's `context.externalIds`: `[{ id, type, collection, encoding }]`. Only people (`users`, the default) and ids that
 * are written as they are (`none`, the default) are read.
 */
function readExternalIds(value: unknown): readonly { readonly type: string; readonly id: unknown }[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, 50).flatMap((entry: unknown) => {
    const { id, type, collection = 'users', encoding = 'none' } = objectOf(entry) ?? {};
    return typeof type === 'string' && collection === 'users' && encoding === 'none' ? [{ type, id }] : [];
  });
}

/** Undefined for what is not of the format, or stands for nobody. */
export function normalise(value: unknown, format: IdentityRule['format'], country: CountryCode): string | undefined {
  const id = readIdentifier(value);
  if (typeof id !== 'string') return undefined;
  switch (format) {
    case 'text':
      return id;
    case 'lower':
      return id.toLowerCase();
    case 'digits': {
      const digits = id.replaceAll(/[\s-]/g, '');
      return /^\d{1,40}$/.test(digits) && !/^0+$/.test(digits) ? digits : undefined;
    }
    case 'email':
      return normaliseEmail(id);
    case 'phone':
      return normalisePhone(id, country);
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Segment's `alias` does not say what kind of id `previousId` is. Its clients make anonymous ids as UUIDs, so that is what
 * a UUID is taken for; an e-mail is an e-mail and anything else a user id.
 */
export function previousIdentity(previousId: string, anonymousId: string | undefined): Identity {
  if (previousId === anonymousId || uuid.test(previousId)) return { kind: 'anonymousId', value: previousId };
  const email = previousId.includes('@') ? normaliseEmail(previousId) : undefined;
  return email === undefined ? { kind: 'userId', value: previousId } : { kind: 'email', value: email };
}
