import { asReading } from '#contracts/pinyin/readings.ts';
import { type SearchValue, searchValues } from '#core/profile/search-text.ts';
import type { ProfileState } from '#core/state.ts';
import type { SearchSight } from './search-sight.ts';
import { seesByName } from './search-sight.ts';
import type { Search } from './search-text.ts';

/**
 * Whether a search finds a person as her document is now, with the eyes of `sight`. The statement finds candidates by an index
 * that also holds what she was before; this is the last word.
 */
export function matchesSearch(state: ProfileState, { words, traits }: Search, sight: SearchSight | undefined): boolean {
  const values = searchValues(state).filter((value) => sight === undefined || isSeen(value, sight));
  const anywhere = (word: string) => {
    const reading = asReading(word);
    return values.some((one) => one.text.includes(word) || isRead(one, reading));
  };
  return (
    words.every(anywhere) &&
    traits.every(({ name, value }) => {
      // An identity may have a colon too.
      return (
        anywhere(`${name}:${value}`) ||
        values.some((one) => isNamed(one, name) && (holds(state, one, value) || isRead(one, asReading(value))))
      );
    })
  );
}

function isSeen({ trait, with: other, class: personal }: SearchValue, sight: SearchSight): boolean {
  const traits = [trait, other].filter((name) => name !== undefined);
  if (traits.some((name) => sight.hidden.includes(name))) return false;
  return seesByName(sight, personal) || (traits.length > 0 && traits.every((name) => sight.shown.includes(name)));
}

function isRead({ readings }: SearchValue, reading: string | undefined): boolean {
  return reading !== undefined && readings.includes(reading);
}

function isNamed({ trait }: SearchValue, name: string): boolean {
  return trait?.toLowerCase() === name;
}

/** A text or list that contains it, or a number or `true` that it is. */
function holds({ traits }: ProfileState, { trait = '', text }: SearchValue, value: string): boolean {
  const held = traits[trait];
  return typeof held === 'number' || typeof held === 'boolean' ? String(held) === value : text.includes(value);
}
