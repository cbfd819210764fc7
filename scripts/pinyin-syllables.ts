import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pinyin } from 'pinyin-pro';
import { root } from './repository.ts';

/**
 * Writes contracts/pinyin/generated/syllables.ts: how each Chinese character of the basic plane is read most, without its
 * tone, by pinyin-pro (MIT). The library itself would take 9 MB and 0.16 s of each thread that holds it.
 */
export function pinyinSyllables(): string {
  const characters = new Map<string, string>();
  for (let code = 0x3400; code <= 0x9fff; code++) {
    const character = String.fromCodePoint(code);
    const [syllable = ''] = pinyin(character, { toneType: 'none', type: 'array', v: true });
    if (/^[a-z]+$/.test(syllable)) characters.set(syllable, `${characters.get(syllable) ?? ''}${character}`);
  }
  const lines = [...characters].sort(([one], [other]) => (one < other ? -1 : 1)).map((pair) => pair.join(''));
  return `/** Written by scripts/pinyin-syllables.ts: a syllable and the characters that are read so, line by line. */
export const syllables = \`${lines.join('\n')}\`;
`;
}

if (import.meta.main) {
  writeFileSync(join(root, 'contracts', 'pinyin', 'generated', 'syllables.ts'), pinyinSyllables());
}
