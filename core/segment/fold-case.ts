/** Text with the case of its letters taken away, code point by code point, as ClickHouse's lowerUTF8 does. */
export function foldCase(text: string): string {
  return text.toLowerCase();
}
