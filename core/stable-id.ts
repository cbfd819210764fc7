import { hash } from 'node:crypto';

/** Joined by a character that no id holds, so that ('a', 'bc') and ('ab', 'c') differ. */
const separator = '\u001f';

/** A UUID (version 8, RFC 9562) that depends only on the words: the same cause always gets the same id. */
export function stableUuid(...words: readonly string[]): string {
  const hex = hash('sha256', words.join(separator));
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0b0011) | 0b1000).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The first bits of the words' SHA-256 as a number; up to 52, a multiple of four. */
export function digestNumber(bits: number, ...words: readonly string[]): number {
  return Number.parseInt(hash('sha256', words.join(separator)).slice(0, bits / 4), 16);
}

/** `length` letters and digits of the words' hash; twelve of them hold 62 bits. */
export function shortHash(length: number, ...words: readonly string[]): string {
  const digest = BigInt(`0x${hash('sha256', words.join(separator))}`);
  return digest.toString(36).slice(-length);
}
