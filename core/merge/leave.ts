import type { MergeStimulus } from '#contracts/stimulus.ts';
import { newProfileState } from '../state.ts';
import type { Work } from '../work.ts';
import { absorbId } from './absorb-id.ts';

/**
 * The loser's half of a merge: its whole document goes to the winner, and a tombstone stays that forwards whatever still
 * arrives here.
 */
export function leave(work: Work, stimulus: MergeStimulus): void {
  const { state } = work;
  if (state.mergedInto !== undefined || stimulus.winner === state.profile) {
    work.facts.push({
      type: 'drop',
      profile: state.profile,
      at: work.now,
      id: stimulus.id,
      reason: 'duplicate',
      detail: 'merge',
    });
    return;
  }
  work.effects.push({
    type: 'send_stimulus',
    stimulus: {
      type: 'absorb',
      workspace: stimulus.workspace,
      profile: stimulus.winner,
      id: absorbId(state.profile, stimulus.winner),
      at: stimulus.at,
      receivedAt: work.now,
      loser: state.profile,
      document: JSON.stringify(state),
    },
  });
  work.facts.push({ type: 'alias', profile: state.profile, winner: stimulus.winner, at: work.now });
  work.facts.push({
    type: 'profile',
    profile: state.profile,
    at: work.now,
    revision: state.revision + 1,
    traits: {},
    identities: [],
    firstSeenAt: state.firstSeenAt,
    deleted: true,
  });
  work.state = {
    ...newProfileState(state.profile, state.firstSeenAt),
    lastSeenAt: state.lastSeenAt,
    revision: state.revision,
    mergedInto: stimulus.winner,
  };
}
