import type { Json, JsonObject } from '#contracts/json.ts';
import type { RecountStimulus } from '#contracts/stimulus.ts';
import type { ToldTraits } from '#core/merge/parting.ts';

type Correction = RecountStimulus['traits'][number];

/**
 * What both should be called and be, by what each told between merge and parting. `was` is what the parting left: for the
 * loser what she had at the merge, for the winner whatever was told last.
 */
export function correctTraits(
  told: readonly ToldTraits[],
  before: { readonly loser: JsonObject; readonly winner: JsonObject },
): { readonly loser: readonly Correction[]; readonly winner: readonly Correction[] } {
  const hers = lastWords(told.filter(({ isLosers }) => isLosers));
  const others = lastWords(told.filter(({ isLosers }) => !isLosers));
  const all = lastWords(told);
  const names = [...hers.keys()].filter((name) => name !== 'consents');
  return {
    loser: names.map((name) => ({ name, was: before.loser[name] ?? null, value: hers.get(name) ?? null })),
    winner: names.map((name) => ({
      name,
      was: all.get(name) ?? null,
      value: (others.has(name) ? others.get(name) : before.winner[name]) ?? null,
    })),
  };
}

function lastWords(told: readonly ToldTraits[]): ReadonlyMap<string, Json> {
  return new Map(told.flatMap(({ traits }) => Object.entries(traits)));
}
