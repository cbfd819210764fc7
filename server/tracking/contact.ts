import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { isPlainText } from '#contracts/tracking.ts';

/** The length limits are those of RFC 5321; beyond that only a mail server knows whether an address exists. */
const emailPattern = /^[^\s@"<>(),;:\\[\]]{1,64}@[^\s@"<>(),;:\\[\]]{1,255}$/;
const domainPattern = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u;

/** Lower case and trimmed, or undefined for what cannot be an address. */
export function normaliseEmail(text: string): string | undefined {
  const email = text.trim().toLowerCase();
  if (email.length > 254 || !emailPattern.test(email) || !isPlainText(email)) return undefined;
  return domainPattern.test(email.slice(email.lastIndexOf('@') + 1)) ? email : undefined;
}

/** E.164. A number without `+` is read as one of `country`; undefined for what is no valid number there. */
export function normalisePhone(text: string, country: CountryCode): string | undefined {
  if (text.length > 50) return undefined;
  const number = parsePhoneNumberFromString(text, country);
  return number?.isValid() ? number.number : undefined;
}
