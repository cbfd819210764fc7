import type { SuppressedAddress } from '#components/suppression/store.ts';
import { RequestError } from '#contracts/errors.ts';

type Place = Pick<SuppressedAddress, 'addedAt' | 'hash'>;

export function writeSuppressionCursor({ addedAt, hash }: Place): string {
  return `${addedAt}.${hash}`;
}

/** Throws `invalid_cursor`. */
export function readSuppressionCursor(cursor: string): Place {
  const [, at, hash] = /^(\d{1,15})\.([0-9a-f]{64})$/.exec(cursor) ?? [];
  if (at === undefined || hash === undefined) throw new RequestError('invalid_cursor');
  return { addedAt: Number(at), hash };
}
