import assert from 'node:assert/strict';
import test from 'node:test';
import { pinyin } from 'pinyin-pro';
import { syllables } from '#contracts/pinyin/generated/syllables.ts';
import { polyphones, polyphoneWords } from '#contracts/pinyin/polyphones.ts';

const options = { toneType: 'none', type: 'array', v: true } as const;

test('the table of syllables is what the library says', () => {
  const read = new Map(
    syllables.split('\n').flatMap((line) => {
      const [syllable = ''] = /^[a-z]+/.exec(line) ?? [];
      return [...line.slice(syllable.length)].map((character) => [character, syllable] as const);
    }),
  );
  assert.ok(read.size > 20_000);
  const sample = [...read].filter((_, index) => index % 20 === 0);
  for (const [character, syllable] of sample) assert.deepEqual(pinyin(character, options), [syllable], character);
});

test('other ways to read a character are known to the library', () => {
  for (const [character, ways] of polyphones) {
    const known = pinyin(character, { ...options, multiple: true });
    const inNames = pinyin(`${character}一`, { ...options, surname: 'head' });
    for (const way of ways) assert.ok([...known, ...inNames].includes(way), `${character} as ${way}`);
  }
  for (const [word, ways] of polyphoneWords) assert.equal(ways.length, word.length, word);
});
