import type { CountryCode } from 'libphonenumber-js/max';
import type { Identity } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import { isUsableIdentifier } from '#contracts/tracking.ts';
import { normaliseEmail, normalisePhone } from './contact.ts';

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

/** Strongest first. */
export function listIdentities(
  userId: string | undefined,
  anonymousId: string | undefined,
  contact: Contact,
): Identity[] {
  const identities: Identity[] = [];
  if (userId !== undefined) identities.push({ kind: 'userId', value: userId });
  if (contact.email !== undefined) identities.push({ kind: 'email', value: contact.email });
  if (contact.phone !== undefined) identities.push({ kind: 'phone', value: contact.phone });
  if (anonymousId !== undefined) identities.push({ kind: 'anonymousId', value: anonymousId });
  return identities;
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
