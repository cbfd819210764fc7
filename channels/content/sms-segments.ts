/** Characters of the GSM 7-bit default alphabet (3GPP TS 23.038), and those that take two places in it. */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const extended = '\f^{}\\[~]|€';

/** How many messages an SMS is charged as: 160 places in GSM 7-bit or 70 in UCS-2, a little less in each of several. */
export function smsSegments(text: string): number {
  let places = 0;
  for (const character of text) {
    if (basic.includes(character)) places += 1;
    else if (extended.includes(character)) places += 2;
    else return count(text.length, 70, 67);
  }
  return count(places, 160, 153);
}

function count(places: number, single: number, each: number): number {
  return places <= single ? 1 : Math.ceil(places / each);
}
