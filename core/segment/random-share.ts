import { hash } from 'node:crypto';
import type { ProfileId } from '#contracts/identifiers.ts';

/**
 * Where a person lies among ten thousand equal shares: the first four bytes of SHA-256 of salt and profile id, which
 * ClickHouse has as well, modulo 10,000. The shares differ by less than three in a million.
 */
export function shareOf(profile: ProfileId, salt: string): number {
  return Number.parseInt(hash('sha256', `${salt}:${profile}`).slice(0, 8), 16) % 10_000;
}
