/** RFC 4648 section 6, in lower case and without padding. */
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
const bitsPerLetter = 5;

export function encodeBase32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    for (bits += 8; bits >= bitsPerLetter; bits -= bitsPerLetter) {
      text += alphabet.charAt((value >>> (bits - bitsPerLetter)) & 31);
    }
    value &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + alphabet.charAt((value << (bitsPerLetter - bits)) & 31);
}

/** Of letters of the alphabet only; bits that fill no byte are left out. */
export function decodeBase32(text: string): Buffer {
  const bytes: number[] = [];
  let bits = 0;
  let value = 0;
  for (const letter of text) {
    value = (value << bitsPerLetter) | alphabet.indexOf(letter);
    bits += bitsPerLetter;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((value >>> bits) & 255);
      value &= (1 << bits) - 1;
    }
  }
  return Buffer.from(bytes);
}
