import type { Fact } from '#contracts/fact.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { ProfileStimulus, TrackStimulus } from '#contracts/stimulus.ts';
import { applyStimulus } from './apply-stimulus.ts';
import { arbitrate, nextPendingDue } from './arbiter/arbitrate.ts';
import type { Effect } from './effect.ts';
import { erase, ignoreErased } from './erase/erase.ts';
import { comesToLife } from './imports/come-to-life.ts';
import { advanceDueRuns, advanceWatchingRuns, nextRunDue } from './journey/advance.ts';
import { drainReactions } from './journey/drain.ts';
import { enterByImport } from './journey/enter-by-import.ts';
import { nextPlanned, settlePlanned } from './journey/planned.ts';
import { reactToMembership } from './journey/react.ts';
import { isScoreDue } from './lead-score/lead-score.ts';
import { tellGrade } from './lead-score/tell-grade.ts';
import { departedTo } from './merge/departed.ts';
import { forward, handOn, isForTombstone } from './merge/hand-on.ts';
import { newestAbsorbed } from './merge/newest-absorbed.ts';
import { settleComputed } from './profile/computed/computed-traits.ts';
import { nextConsentDue, settleConsents } from './profile/consent/consent-timer.ts';
import { followStage, moveMemberships } from './profile/lifecycle.ts';
import { isPictureOld, recordProfile } from './profile/record-profile.ts';
import { react } from './react.ts';
import type { CompiledRelease } from './release.ts';
import { isToLook, segmentsDue } from './segment/memberships.ts';
import { settleComplete } from './segment/seed/settle-complete.ts';
import { newProfileState, type ProfileState } from './state.ts';
import type { Work } from './work.ts';

/** What a step needs besides state and stimulus. The same values for a whole micro-batch, recorded with its commit. */
export interface StepContext {
  readonly now: Instant;
  readonly release: CompiledRelease;
  readonly random: Work['random'];
}

/** `timer`: nothing arrived, but something of hers fell due. Early or repeated ones do no harm. */
export type StepStimulus = ProfileStimulus | { readonly type: 'timer'; readonly profile: string };

export interface StepResult {
  readonly state: ProfileState;
  readonly effects: readonly Effect[];
  readonly facts: readonly Fact[];
}

/**
 * Moves one person's story by one stimulus. Pure: the same arguments give the same result, and no argument is changed.
 * The order is fixed: what she did, then which segments that moves, then what ends, goes on or begins in her journeys,
 * then what has fallen due, then which of the messages that are asked for go out.
 */
export function step(state: ProfileState | undefined, stimulus: StepStimulus, context: StepContext): StepResult {
  if (state?.erased !== undefined) return ignoreErased(state, stimulus, context.now);
  if (stimulus.type === 'erase') return erase(state, stimulus, context.now);
  const work = openWork(state, stimulus, context);
  const departed = stimulus.type === 'timer' ? undefined : departedTo(work.state, stimulus);
  if (work.state.mergedInto !== undefined && !isForTombstone(stimulus)) {
    forward(work, stimulus, work.state.mergedInto);
  } else if (departed !== undefined) {
    handOn(work, stimulus, departed);
  } else {
    takeComplete(work);
    applyStimulus(work, stimulus, comesToLife(work, stimulus) || state === undefined);
  }
  return closeWork(work, state, stimulus, 1);
}

/**
 * Moves one person's story by a stretch of imported events (`stretchOfHistory`) as one step. She comes to what she comes to one by one, but
 * segments, and the stage and score that follow from them, look once, at all of it: what came and went within the stretch is told to nobody and
 * reaches no goal. Nor is a change taken for the import's that one event put off and the next put back.
 */
export function stepHistory(
  state: ProfileState | undefined,
  events: readonly [TrackStimulus, ...TrackStimulus[]],
  context: StepContext,
): StepResult {
  const [first] = events;
  const work = { ...openWork(state, first, context), postponed: { happenings: [], traits: [] } };
  takeComplete(work);
  const isNew = state === undefined;
  for (const event of events) applyStimulus(work, event, isNew && event === first);
  const { postponed, ...rest } = work;
  reactToMembership(rest, moveMemberships(rest, isNew ? 'all' : postponed));
  return closeWork(rest, state, first, events.length);
}

function openWork(state: ProfileState | undefined, stimulus: StepStimulus, context: StepContext): Work {
  const before = state ?? newProfileState(stimulus.profile, stimulus.type === 'timer' ? context.now : stimulus.at);
  return {
    state: before,
    looked: before,
    pictured: before,
    effects: [],
    facts: [],
    reactions: [],
    now: context.now,
    causedAt: stimulus.type === 'timer' ? context.now : stimulus.receivedAt,
    release: context.release,
    random: context.random,
    imported: stimulus.type === 'seed' || ('imported' in stimulus && stimulus.imported === true),
    ...('import' in stimulus && stimulus.import !== undefined && { import: stimulus.import }),
  };
}

function takeComplete(work: Work): void {
  const settled = settleComplete(work);
  if (settled.length > 0) followStage(work, settled);
}

/** `before`: the state before the step, `stimuli`: as many as it took. */
function closeWork(work: Work, before: ProfileState | undefined, stimulus: StepStimulus, stimuli: number): StepResult {
  if (work.state.mergedInto === undefined) {
    settle(work, before ?? work.state, stimulus);
    if (!work.state.removed && isPictureOld(work)) recordProfile(work, work.now);
  }
  const { state, effects, facts } = work;
  const revision = state.revision + stimuli;
  return { state: { ...state, absorbed: newestAbsorbed(state.absorbed), revision }, effects, facts };
}

/** The earliest moment at which something of hers falls due, or null. */
export function nextDue(state: ProfileState): Instant | null {
  const due = Math.min(
    nextRunDue(state) ?? Number.POSITIVE_INFINITY,
    nextPendingDue(state) ?? Number.POSITIVE_INFINITY,
    nextPlanned(state) ?? Number.POSITIVE_INFINITY,
    segmentsDue(state) ?? Number.POSITIVE_INFINITY,
    nextConsentDue(state) ?? Number.POSITIVE_INFINITY,
    state.computedDue ?? Number.POSITIVE_INFINITY,
    state.scoreDue ?? Number.POSITIVE_INFINITY,
    state.kept?.until ?? Number.POSITIVE_INFINITY,
  );
  return Number.isFinite(due) ? due : null;
}

/** What has fallen due by now, then the messages that are asked for. */
function settle(work: Work, before: ProfileState, stimulus: StepStimulus): void {
  settleConsents(work);
  const traits = settleComputed(work);
  if (traits.length > 0) {
    recordProfile(work, work.now);
    reactToMembership(work, moveMemberships(work, { traits }));
  }
  if (isToLook(work) || isScoreDue(work)) reactToMembership(work, moveMemberships(work, { traits: [] }));
  if ((segmentsDue(work.state) ?? Number.POSITIVE_INFINITY) <= work.now)
    reactToMembership(work, moveMemberships(work, 'time'));
  tellGrade(work, stimulus);
  enterByImport(work);
  settlePlanned(work, before);
  advanceDueRuns(work);
  advanceWatchingRuns(work);
  drainReactions(work, (happening) => react(work, happening, false));
  arbitrate(work);
}
