import type { IdentifyStimulus, TrackStimulus, WithdrawStimulus } from '#contracts/stimulus.ts';
import { losersOf } from '../merge/absorb-id.ts';
import { awaitRecount } from '../merge/await-recount.ts';
import { followRelease } from '../segment/seed/follow-release.ts';
import type { Work } from '../work.ts';

/** Of so many imports that were taken back it is remembered that nothing of them may come in any more. */
const rememberedImports = 20;

/** Name under which the recount of a person completes the undo of an import. */
export function withdrawalName(importId: string, profile: string): string {
  return `import:${importId}:${profile}`;
}

/**
 * From this place in the log on her counts begin anew; a recount of all that is left of what was recorded before completes
 * them. The fact tells its place. Until then segments that count keep their answer.
 */
export function withdraw(work: Work, stimulus: WithdrawStimulus): void {
  const held = followRelease(work.release, work.state);
  const drop = { type: 'drop', profile: held.profile, at: work.now, id: stimulus.id } as const;
  const { undo } = stimulus;
  if (held.withdrawn?.includes(undo)) {
    work.facts.push({ ...drop, reason: 'duplicate', detail: 'withdraw' });
    return;
  }
  const release = held.release ?? work.release.source.number;
  const awaited = { undo, release, revision: held.revision + 1, parts: losersOf(held.absorbed) };
  work.facts.push({ ...drop, reason: 'import_undone', detail: 'withdraw' });
  work.state = {
    ...held,
    counters: new Map(),
    segmentsDue: null,
    computed: {},
    ...(held.scored && { scored: {} }),
    awaitedSeeds: [],
    earlySeeds: [],
    recounts: awaitRecount(held.recounts, awaited),
    recountedRelease: release,
    withdrawn: [...(held.withdrawn ?? []), undo].slice(-rememberedImports),
  };
}

/** Whether it is of an import that was taken back. It may have been kept aside, or on its way between people, meanwhile. */
export function isWithdrawn(work: Work, stimulus: TrackStimulus | IdentifyStimulus): boolean {
  const { profile, withdrawn = [] } = work.state;
  const of = withdrawalName(stimulus.import ?? '', '');
  if (stimulus.import === undefined || !withdrawn.some((undo) => undo.startsWith(of))) return false;
  work.facts.push({
    ...{ type: 'drop', profile, at: work.now, id: stimulus.id, reason: 'import_undone', detail: stimulus.type },
  });
  return true;
}
