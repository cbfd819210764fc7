import { syllables } from './generated/syllables.ts';
import { polyphones, polyphoneWords } from './polyphones.ts';

const firstCode = 0x3400;
const lastCode = 0x9fff;

/** Numbers of syllables by character: 55 KB, made when the first Chinese name comes. */
let table: { readonly names: readonly string[]; readonly numbers: Uint16Array } | undefined;

function tableOf() {
  if (table) return table;
  const names = ['']; // 0: no syllable
  const numbers = new Uint16Array(lastCode - firstCode + 1);
  for (const line of syllables.split('\n')) {
    const [name = ''] = /^[a-z]+/.exec(line) ?? [];
    for (let at = name.length; at < line.length; at++) numbers[line.charCodeAt(at) - firstCode] = names.length;
    names.push(name);
  }
  table = { names, numbers };
  return table;
}

/**
 * How the Chinese characters of a text are read, one after the other, each in all usual ways, without tones and with v
 * for ü. What is no such character is left out.
 */
export function syllablesOf(text: string): readonly (readonly string[])[] {
  const { names, numbers } = tableOf();
  const found: (readonly string[])[] = [];
  for (let at = 0; at < text.length; at++) {
    const word = polyphoneWords.get(text.slice(at, at + 2));
    if (word) {
      found.push(...word.map((syllable) => [syllable]));
      at += 1;
      continue;
    }
    const character = text.charAt(at);
    const name = names[numbers[text.charCodeAt(at) - firstCode] ?? 0] ?? '';
    if (name !== '') found.push(polyphones.get(character) ?? [name]);
  }
  return found;
}
