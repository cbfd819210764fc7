/**
 * A 32-bit hash of text: FNV-1a over UTF-16 code units with MurmurHash3's finaliser, whose avalanche FNV lacks in the low
 * bits. Its results are kept (lanes, experiment arms), so it must never change.
 */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  hash ^= hash >>> 16;
  return hash >>> 0;
}

/** A number in [0, 1) that depends on nothing but its words. */
export function hashFraction(...words: readonly string[]): number {
  return hashText(words.join('\u001f')) / 0x1_0000_0000;
}
