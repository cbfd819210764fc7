const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Lower-case letters and digits. Not `randomUUID`, which a page without TLS on another host does not have. */
export function randomId(length: number): string {
  return [...crypto.getRandomValues(new Uint8Array(length))].map((byte) => letters[byte % letters.length]).join('');
}
