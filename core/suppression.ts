import { hash } from 'node:crypto';
import type { Channel } from '#contracts/channel.ts';

/** An address as it is compared: mail addresses in small letters, phone numbers without spaces and dashes. */
function normalAddress(channel: Channel, address: string): string {
  const text = address.trim();
  switch (channel) {
    case 'email':
      return text.toLowerCase();
    case 'sms':
      return text.replace(/[\s().-]/g, '');
    case 'push':
    case 'webhook':
      return text;
  }
}

/** SHA-256 of the normalised address, 64 hexadecimal digits: what other systems share in place of addresses. */
export function addressHash(channel: Channel, address: string): string {
  return hash('sha256', normalAddress(channel, address));
}
