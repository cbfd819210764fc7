import type { Instant, ProfileId } from '#contracts/identifiers.ts';

/** When a profile was made, as its id tells (UUID version 7, RFC 9562). */
export function createTimeOf(profile: ProfileId): Instant {
  return Number.parseInt(profile.replaceAll('-', '').slice(0, 12), 16);
}
