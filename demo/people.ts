import type { JsonObject } from '#contracts/json.ts';
import { hashFraction } from '#core/hash.ts';
import { derivedMessageId, type ImportEvent } from '#flow/import/import-event.ts';
import { isoText, type ParseInstant } from '#flow/import/parse-value.ts';
import { dayOfYear } from './invented/calendar.ts';
import type { Customer } from './shop.ts';

const timeZones: { readonly [country: string]: string } = {
  Australia: 'Australia/Sydney',
  Bahrain: 'Asia/Bahrain',
  Belgium: 'Europe/Brussels',
  Brazil: 'America/Sao_Paulo',
  Cyprus: 'Asia/Nicosia',
  'Czech Republic': 'Europe/Prague',
  EIRE: 'Europe/Dublin',
  Finland: 'Europe/Helsinki',
  France: 'Europe/Paris',
  Germany: 'Europe/Berlin',
  Italy: 'Europe/Rome',
  Japan: 'Asia/Tokyo',
  Netherlands: 'Europe/Amsterdam',
  Norway: 'Europe/Oslo',
  Poland: 'Europe/Warsaw',
  Spain: 'Europe/Madrid',
  Sweden: 'Europe/Stockholm',
  Switzerland: 'Europe/Zurich',
  'United Kingdom': 'Europe/London',
};

/**
 * Where a customer of the demo is reached. The data has a number and a country and nothing more, so these are made up,
 * the same for a customer each time: nine of ten have given a phone number, three of ten use the app.
 */
export function addressesOf(
  customer: Customer,
  index: number,
): { email: string; phone?: string; deviceToken?: string } {
  return {
    // Under example.com (RFC 2606), so that no mail of the demo can ever reach anybody.
    email: `customer-${customer.id}@example.com`,
    ...(draw(customer, 'phone') < 0.9 && { phone: phoneOf(index) }),
    ...(draw(customer, 'app') < 0.3 && { deviceToken: `demo-device-${customer.id}` }),
  };
}

/** The identify call that makes a customer known. Four of ten agreed to text messages, one of ten wants no offers by mail, a third told her birthday. */
export function identifyCustomer(customer: Customer, index: number, parseInstant: ParseInstant): ImportEvent {
  const consents: JsonObject[] = [
    ...(draw(customer, 'sms') < 0.4 ? [{ channel: 'sms', status: 'granted' }] : []),
    ...(draw(customer, 'email') < 0.1 ? [{ channel: 'email', topic: 'offers', status: 'denied' }] : []),
  ];
  const at = parseInstant(customer.firstOrderAt);
  const timeZone = timeZones[customer.country];
  return {
    type: 'identify',
    messageId: derivedMessageId('demo customer', customer.id),
    userId: customer.id,
    ...(at !== undefined && { timestamp: isoText(at) }),
    ...(timeZone !== undefined && { context: { timezone: timeZone } }),
    traits: {
      name: `Customer ${customer.id}`,
      country: customer.country,
      ...(draw(customer, 'birthday') < 1 / 3 && { birthday: dayOfYear('customer', customer.id) }),
      ...addressesOf(customer, index),
      ...(consents.length > 0 && { consents }),
    },
  };
}

function draw(customer: Customer, what: string): number {
  return hashFraction('demo', what, customer.id);
}

/** 07700 900000 to 900999 are kept free by Ofcom for drama, so they are nobody's. */
function phoneOf(index: number): string {
  return `+447700900${String(index % 1_000).padStart(3, '0')}`;
}
