/** An address in running text, without the punctuation that ends the sentence around it. */
const address = /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]}，。；：！？）】」]/gi;

/** Changes every http(s) address in plain text. */
export function rewriteTextLinks(text: string, link: (url: string) => string): string {
  return text.replace(address, link);
}
