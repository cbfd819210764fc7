import type { Identity, ProfileId } from '#contracts/identifiers.ts';
import type { IdentityMovedStimulus, ProfileStimulus } from '#contracts/stimulus.ts';
import { addIdentities } from '../profile/observe.ts';
import type { ProfileState } from '../state.ts';
import type { Work } from '../work.ts';

/** Who moved on so often is no longer looked for: an older one would have to have been on its way all the time. */
const mostDeparted = 100;

/** Whom an event belongs to whose strongest identity has left this person while it was on its way. */
export function departedTo(state: ProfileState, stimulus: ProfileStimulus): ProfileId | undefined {
  if (state.departed === undefined || !('identities' in stimulus) || stimulus.type === 'part') return undefined;
  const [strongest] = stimulus.identities;
  return strongest && state.departed.find((one) => isSame(one, strongest))?.to;
}

/** The event without identities that are somebody else's by now. */
export function withoutDeparted<T extends { readonly identities: readonly Identity[] }>(
  state: ProfileState,
  event: T,
): T {
  const { departed } = state;
  if (departed === undefined || departed.length === 0) return event;
  return {
    ...event,
    identities: event.identities.filter((identity) => !departed.some((one) => isSame(one, identity))),
  };
}

/** An identity left her, or came to her. */
export function moveIdentity(work: Work, { identity, to }: IdentityMovedStimulus): void {
  const { state } = work;
  const others = (state.departed ?? []).filter((one) => !isSame(one, identity));
  const isHers = to === state.profile;
  work.state = {
    ...state,
    departed: isHers ? others : [...others, { ...identity, to }].slice(-mostDeparted),
    identities: isHers
      ? addIdentities(state.identities, [identity])
      : state.identities.filter((one) => !isSame(one, identity)),
  };
}

function isSame(a: Identity, b: Identity): boolean {
  return a.kind === b.kind && a.value === b.value;
}
