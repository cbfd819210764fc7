/**
 * Many JSON texts in one parameter, taken apart in the statement by string_to_array(x, chr(30)). An array literal would
 * have to escape every quotation mark of every document, on both sides. JSON text never holds this character bare.
 */
export function pack(texts: readonly string[]): string {
  return texts.join('\u001e');
}
