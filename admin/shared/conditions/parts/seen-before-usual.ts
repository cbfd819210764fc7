export interface Suggestion {
  readonly value: string;
  readonly label: string;
}

/**
 * What was seen, which is kept in small letters, takes the spelling of what is usual where there is one; conditions compare
 * without regard to it.
 */
export function seenBeforeUsual(seen: readonly string[], usual: readonly Suggestion[]): readonly Suggestion[] {
  const spelt = new Map(usual.map((one) => [one.value.toLowerCase(), one]));
  const first = seen.map((value) => spelt.get(value) ?? { value: capitalised(value), label: capitalised(value) });
  const shown = new Set(first.map(({ value }) => value));
  return [...first, ...usual.filter(({ value }) => !shown.has(value))];
}

/** Codes of two letters are those of countries. */
function capitalised(text: string): string {
  if (text.length === 2) return text.toUpperCase();
  return text.replace(/(^|[\s-])\p{Letter}/gu, (letter) => letter.toUpperCase());
}
