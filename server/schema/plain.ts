/** A column of text takes no NUL and no half of a surrogate pair; the event itself is JSON, which escapes both. */
export function plain(text: string): string {
  return text.replaceAll('\0', '').toWellFormed().slice(0, 200);
}
