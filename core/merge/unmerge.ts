import type { UnmergeStimulus } from '#contracts/stimulus.ts';
import { addIdentities } from '../profile/observe.ts';
import { readDocument } from '../read-document.ts';
import { followRelease } from '../segment/seed/follow-release.ts';
import type { ProfileState } from '../state.ts';
import type { Work } from '../work.ts';

/**
 * The loser's half of an undo: she is again who she was at the merge, from this place in the log on. What went on at the
 * winner comes back with a `return`, and what was counted meanwhile with a `recount`. Returns false where there is
 * nothing to undo.
 */
export function unmerge(work: Work, stimulus: UnmergeStimulus): boolean {
  const { profile, kept, mergedInto, revision, lastSeenAt } = work.state;
  if (kept?.winner === undefined || mergedInto === undefined) {
    const drop = { type: 'drop', profile, at: work.now, id: stimulus.id } as const;
    work.facts.push({ ...drop, reason: 'duplicate', detail: 'unmerge' });
    return false;
  }
  const own = followRelease(work.release, readDocument(kept.loser) as ProfileState);
  const release = own.release ?? work.release.source.number;
  work.state = {
    ...own,
    revision,
    lastSeenAt: Math.max(own.lastSeenAt, lastSeenAt),
    identities: addIdentities(own.identities, stimulus.identities),
    // Whether she still waits, and for what, the winner knows.
    runs: [],
    pending: [],
    sends: [],
    counters: new Map(),
    segmentsDue: null,
    awaitedSeeds: [],
    earlySeeds: [],
    computed: {},
    ...(own.scored && { scored: {} }),
    recounts: [{ undo: stimulus.undo, release }],
    recountedRelease: release,
  };
  const told = { profile, at: work.now } as const;
  work.facts.push({ type: 'alias', ...told, winner: profile });
  work.facts.push({ type: 'merge', ...told, other: mergedInto, change: 'restored', id: stimulus.undo });
  work.effects.push({
    type: 'send_stimulus',
    stimulus: {
      type: 'part',
      workspace: stimulus.workspace,
      profile: mergedInto,
      id: `part:${stimulus.undo}`,
      at: stimulus.at,
      receivedAt: work.now,
      undo: stimulus.undo,
      loser: profile,
      absorb: kept.absorb,
      identities: stimulus.identities,
      mergedAt: kept.mergedAt,
      loserDocument: kept.loser,
      winnerDocument: kept.winner,
    },
  });
  return true;
}
