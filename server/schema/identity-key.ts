import type { Identity } from '#contracts/identifiers.ts';
import { plain } from './plain.ts';

/** How an identity stands beside an event that was kept aside. */
export function identityKey({ kind, value }: Identity): string {
  return plain(`${kind}:${value}`);
}
