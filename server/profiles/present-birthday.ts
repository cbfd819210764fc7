import type { Profile } from '#contracts/api/profile.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import { birthdayOf, nextBirthday } from '#core/profile/birthday.ts';
import { localDate } from './local-date.ts';

/** From traits as the caller may see them: a birthday that is hidden from a role must not come back as a date. */
export function presentBirthday(
  traits: JsonObject,
  zones: readonly (string | undefined)[],
  now: Instant,
): Profile['birthday'] {
  const birthday = birthdayOf(traits);
  return birthday && { ...birthday, next: nextBirthday(birthday, localDate(now, zones)) };
}
