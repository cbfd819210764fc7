import { defaultIdentitySettings } from '#contracts/identity-rule.ts';
import type { MergeStimulus } from '#contracts/stimulus.ts';
import { days } from '../duration.ts';
import { newProfileState } from '../state.ts';
import type { Work } from '../work.ts';
import { writeDocument } from '../write-document.ts';
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
  const document = writeDocument(state);
  const id = absorbId(state.profile, stimulus.winner, stimulus.round);
  work.effects.push({
    type: 'send_stimulus',
    stimulus: {
      type: 'absorb',
      workspace: stimulus.workspace,
      profile: stimulus.winner,
      id,
      at: stimulus.at,
      receivedAt: work.now,
      loser: state.profile,
      document,
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
    companies: [],
    timeZone: '',
    known: {},
    firstSeenAt: state.firstSeenAt,
    deleted: true,
  });
  work.state = {
    ...newProfileState(state.profile, state.firstSeenAt),
    lastSeenAt: state.lastSeenAt,
    revision: state.revision,
    mergedInto: stimulus.winner,
    kept: { absorb: id, mergedAt: work.now, until: work.now + undoTime(work), loser: document },
  };
}

function undoTime({ release }: Work): number {
  const { identity = defaultIdentitySettings } = release.source.settings;
  return days(identity.undoDays);
}
