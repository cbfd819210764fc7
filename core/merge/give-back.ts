import type { ReturnStimulus } from '#contracts/stimulus.ts';
import { standStill } from '../restriction/restrict.ts';
import type { ProfileState } from '../state.ts';
import type { Work } from '../work.ts';
import { stricterConsents, stricterContact } from './consents.ts';

/** What goes back to the one who was the loser, as it stands when she leaves the winner. */
export interface ReturnedDocument
  extends Pick<
    ProfileState,
    'runs' | 'pending' | 'sends' | 'consents' | 'suppressions' | 'restricted' | 'knownOrders'
  > {
  /** Said since the merge. */
  readonly wishes?: Pick<ProfileState, 'doNotContact' | 'pausedUntil' | 'daysBetween' | 'consentDue'>;
}

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
    ...stricterContact(state, { ...state, ...returned.wishes, suppressions: returned.suppressions }),
    ...(returned.knownOrders && {
      knownOrders: [...new Set([...returned.knownOrders, ...(state.knownOrders ?? [])])],
    }),
  };
  // An order to restrict that came in between stands for both: whoever gave it meant one of them.
  if (returned.restricted && state.restricted === undefined) standStill(work, returned.restricted);
}
