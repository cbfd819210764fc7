/**
 * An address in running text, without the punctuation that ends the sentence around it. Full-width punctuation is never
 * part of one: Chinese puts no space between an address and what follows.
 */
const address = /https?:\/\/[^\s<>"'\u3000-\u303f\uff00-\uffef]*[^\s<>"'\u3000-\u303f\uff00-\uffef.,;:!?)\]}]/gi;

/** Changes every http(s) address in plain text. */
export function rewriteTextLinks(text: string, link: (url: string) => string): string {
  return text.replace(address, link);
}

/** The http(s) addresses in plain text or in the source of a template. */
export function addressesIn(text: string): readonly string[] {
  return text.match(address) ?? [];
}
