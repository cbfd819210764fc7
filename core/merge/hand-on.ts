import { recordProfile } from '../profile/record-profile.ts';
import type { StepStimulus } from '../step.ts';
import type { Work } from '../work.ts';
import { comeBack } from './come-back.ts';
import { forgetKept } from './keep.ts';

/** Nobody is merged on so often: whatever keeps a stimulus going must not do so for ever. */
const longestWay = 50;

/** What even somebody who was merged into another has to hear herself. */
export function isForTombstone({ type }: StepStimulus): boolean {
  return type === 'merge' || type === 'keep' || type === 'unmerge' || type === 'forget';
}

/** Whoever was merged is reached at her winner; only her own timer and the winner's way back end here. */
export function forward(work: Work, stimulus: StepStimulus, winner: string): void {
  if (stimulus.type === 'timer') {
    const { kept } = work.state;
    if (kept !== undefined && kept.until <= work.now) forgetKept(work);
    return;
  }
  if (stimulus.type === 'absorb' && stimulus.loser === work.state.profile) {
    comeBack(work, stimulus);
    recordProfile(work, stimulus.at);
    return;
  }
  handOn(work, stimulus, winner);
}

/** What arrived at the wrong person goes to the lane of the right one. */
export function handOn(work: Work, stimulus: StepStimulus, profile: string): void {
  if (stimulus.type === 'timer') return;
  const hops = (stimulus.hops ?? 0) + 1;
  if (hops > longestWay) throw new Error(`Handed on ${hops} times from one merged person to the next`);
  work.effects.push({ type: 'send_stimulus', stimulus: { ...stimulus, profile, hops } });
}
