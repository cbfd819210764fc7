import type { KeepStimulus } from '#contracts/stimulus.ts';
import type { Work } from '../work.ts';

/** Characters of both documents. Beyond this the tombstone would be larger than a document may be. */
const mostKept = 300_000;

/** Puts the winner's document beside the loser's, so that the merge can be undone. */
export function keep(work: Work, stimulus: KeepStimulus): void {
  const { kept } = work.state;
  if (kept === undefined || kept.absorb !== stimulus.absorb) return;
  if (kept.loser.length + stimulus.document.length > mostKept) forgetKept(work);
  else work.state = { ...work.state, kept: { ...kept, winner: stimulus.document } };
}

export function forgetKept(work: Work): void {
  const { kept: _, ...rest } = work.state;
  work.state = rest;
}
