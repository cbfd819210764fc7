import { RequestError } from '#contracts/errors.ts';
import type { Instant, ProfileId } from '#contracts/identifiers.ts';
import { isProfileId } from './profile-ids.ts';

/** Where somebody stands in a list that shows who was seen last first. */
export interface ProfilePlace {
  readonly seenAt: Instant;
  readonly profile: ProfileId;
}

/** Throws `invalid_cursor`. */
export function readProfilePlace(cursor: string | undefined): ProfilePlace | undefined {
  if (cursor === undefined) return undefined;
  const [seenAt = '', profile = ''] = cursor.split('.');
  if (!/^\d{1,14}$/.test(seenAt) || !isProfileId(profile)) throw new RequestError('invalid_cursor');
  return { seenAt: Number(seenAt), profile };
}

export function writeProfilePlace({ seenAt, profile }: ProfilePlace): string {
  return `${seenAt}.${profile}`;
}
