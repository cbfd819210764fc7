import type { ReturnStimulus } from '#contracts/stimulus.ts';
import type { ProfileState } from '../state.ts';
import type { Work } from '../work.ts';
import { stricterConsents } from './consents.ts';

/** What goes back to the one who was the loser, as it stands when she leaves the winner. */
export type ReturnedDocument = Pick<ProfileState, 'runs' | 'pending' | 'sends' | 'consents' | 'suppressions'>;

/** Takes in what went on at the winner. A "no" that was said there in between holds for both. */
export function giveBack(work: Work, stimulus: ReturnStimulus): void {
  const { state } = work;
  const returned = JSON.parse(stimulus.document) as ReturnedDocument;
  const isNew = <T>(held: readonly T[], key: (one: T) => string) => {
    const keys = new Set(held.map(key));
    return (one: T) => !keys.has(key(one));
  };
  const inside = new Set(state.runs.map(({ journey }) => journey));
  work.state = {
    ...state,
    // A journey that she entered again since the parting goes on with the newer run.
    runs: [...returned.runs.filter(({ journey }) => !inside.has(journey)), ...state.runs],
    pending: [...returned.pending.filter(isNew(state.pending, ({ delivery }) => delivery)), ...state.pending],
    sends: [...returned.sends.filter(isNew(state.sends, ({ delivery }) => delivery)), ...state.sends].sort(
      (a, b) => a.at - b.at,
    ),
    consents: stricterConsents(state.consents, returned.consents),
    suppressions: [
      ...state.suppressions,
      ...returned.suppressions.filter(isNew(state.suppressions, ({ channel }) => channel)),
    ],
  };
}
