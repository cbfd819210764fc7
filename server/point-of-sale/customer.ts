import type { CountryCode } from 'libphonenumber-js/max';
import type { Identity } from '#contracts/identifiers.ts';
import { isUsableIdentifier } from '#contracts/tracking.ts';
import { normaliseEmail, normalisePhone } from '../tracking/contact.ts';

/** What a till may know of a customer; see contracts/api/point-of-sale.ts. */
export interface GivenCustomer {
  readonly userId?: string | undefined;
  readonly card?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
}

export interface ReadCustomer {
  /** Normalised, strongest first. */
  readonly identities: readonly Identity[];
  /** Fields that cannot be what they say. */
  readonly unreadable: readonly (keyof GivenCustomer)[];
}

export function readCustomer(given: GivenCustomer, country: CountryCode): ReadCustomer {
  const usable = (text: string) => (isUsableIdentifier(text) ? text.trim() : undefined);
  const read = [
    { field: 'userId', kind: 'userId', value: given.userId && usable(given.userId) },
    { field: 'card', kind: 'loyaltyCard', value: given.card && usable(given.card) },
    { field: 'email', kind: 'email', value: given.email && normaliseEmail(given.email) },
    { field: 'phone', kind: 'phone', value: given.phone && normalisePhone(given.phone, country) },
  ] as const;
  return {
    identities: read.flatMap(({ kind, value }) => (value === undefined || value === '' ? [] : [{ kind, value }])),
    unreadable: read.flatMap(({ field, value }) => (given[field] !== undefined && !value ? [field] : [])),
  };
}
