import { createHmac, timingSafeEqual } from 'node:crypto';

const goodForMilliseconds = 15 * 60_000;

/** Where a file is fetched, for some minutes and by whoever may see the export. */
export function writeFileLink(key: Uint8Array, id: string, now: number): string {
  const expires = now + goodForMilliseconds;
  return `/api/v1/exports/${id}/file?expires=${expires}&signature=${signatureOf(key, id, expires)}`;
}

export function isGoodFileLink(
  key: Uint8Array,
  id: string,
  { expires, signature }: { expires: number; signature: string },
  now: number,
): boolean {
  const expected = Buffer.from(signatureOf(key, id, expires));
  const given = Buffer.from(signature);
  return now < expires && given.length === expected.length && timingSafeEqual(given, expected);
}

function signatureOf(key: Uint8Array, id: string, expires: number): string {
  return createHmac('sha256', key).update(`export file ${id} ${expires}`).digest('base64url');
}
