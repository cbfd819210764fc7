import type { Frequency } from '#contracts/segment/frequency.ts';

type Comparison = Frequency['comparison'];

/** Said in a word of its own, since nobody says "at most 0 times". */
export function isNever({ comparison, times }: Frequency): boolean {
  return times === 0 && comparison !== 'at_least';
}

/** What a choice of the comparison makes of the number beside it. */
export function compared(choice: Comparison | 'never', times: number): Pick<Frequency, 'comparison' | 'times'> {
  return choice === 'never' ? { comparison: 'at_most', times: 0 } : { comparison: choice, times };
}
