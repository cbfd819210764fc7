import type { Instant } from '#contracts/identifiers.ts';
import type { EraseStimulus, ProfileStimulus } from '#contracts/stimulus.ts';
import { leftEffect } from '../company/left-effect.ts';
import { companiesOf, membershipIn } from '../company/memberships.ts';
import type { SendStimulusEffect } from '../effect.ts';
import { readDocument } from '../read-document.ts';
import { newProfileState, type ProfileState } from '../state.ts';
import type { StepResult } from '../step.ts';

/**
 * Takes everything away at once, also from a tombstone of a merge. What stays depends on nothing but the stimulus, so
 * that a replay comes to the same whether or not what she did is still in the log. Her timers, journeys and waiting
 * messages go with the document; what was given to delivery finds nobody there.
 */
export function erase(state: ProfileState | undefined, stimulus: EraseStimulus, now: Instant): StepResult {
  const { profile, at, erasure } = stimulus;
  const erased: ProfileState = { ...newProfileState(profile, at), revision: 1, erased: { at, erasure } };
  return {
    state: erased,
    effects: state === undefined ? [] : leaveCompanies(state, stimulus, now),
    facts: [
      {
        type: 'profile',
        profile,
        at: now,
        revision: (state?.revision ?? 0) + 1,
        traits: {},
        identities: [],
        companies: [],
        timeZone: '',
        known: {},
        firstSeenAt: at,
        deleted: true,
      },
    ],
  };
}

/** Her companies strike her off, each under the id by which it keeps her: after a merge that of the loser, too. */
function leaveCompanies(
  { kept, ...state }: ProfileState,
  { workspace, profile, id }: EraseStimulus,
  now: Instant,
): readonly SendStimulusEffect[] {
  const own = kept === undefined ? state : (readDocument(kept.loser) as ProfileState);
  return companiesOf(own).map(({ id: company }) => {
    const page = membershipIn(own.companies, company)?.page;
    return leftEffect({ workspace, profile, id, company, ...(page !== undefined && { page }) }, now);
  });
}

/**
 * What still arrives for somebody who was erased: events that were on their way, documents of merges, clicks on old
 * messages, frames of the log that are read again. Its own id may name her, so that the fact does not hold it.
 */
export function ignoreErased(
  state: ProfileState,
  stimulus: ProfileStimulus | { readonly type: 'timer' },
  now: Instant,
): StepResult {
  // A company still counts her among its members: it is told that she is none.
  if (stimulus.type === 'company') return { state, effects: [leftEffect(stimulus, now)], facts: [] };
  const { type } = stimulus;
  const isRepeat = type === 'erase' || type === 'timer';
  const drop = { type: 'drop', profile: state.profile, at: now, id: '', reason: 'erased', detail: type } as const;
  return { state, effects: [], facts: isRepeat ? [] : [drop] };
}
