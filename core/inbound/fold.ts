/**
 * Text as it is compared: full and half width, upper and lower case and any run of space are the same (Unicode NFKC, then
 * small letters). Simplified and traditional characters stay as they were typed: which of them is the other's is a matter of
 * words, not of characters.
 */
export function foldText(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
}

/** Folded, and without what people put around a single word: quotation marks, full stops, brackets, emoji. */
export function foldWord(text: string): string {
  return foldText(text).replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
}
