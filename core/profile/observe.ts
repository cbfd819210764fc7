import type { Identity } from '#contracts/identifiers.ts';
import type { IdentifyStimulus, TrackStimulus } from '#contracts/stimulus.ts';
import type { ProfileState } from '../state.ts';
import type { Work } from '../work.ts';

/** A person keeps her newest devices; identities of other kinds are few by nature. */
const anonymousIdsKept = 20;

/** Takes over what every observed event tells beside its content: identities, when she was seen, zone and language. */
export function observe(work: Work, stimulus: TrackStimulus | IdentifyStimulus): { readonly identityAdded: boolean } {
  const state = work.state;
  const identities = addIdentities(state.identities, stimulus.identities);
  const { timeZone, locale } = stimulus.context;
  work.state = {
    ...state,
    identities,
    firstSeenAt: Math.min(state.firstSeenAt, stimulus.at),
    lastSeenAt: Math.max(state.lastSeenAt, stimulus.at),
    ...(timeZone !== undefined && { timeZone }),
    ...(locale !== undefined && { locale }),
  };
  return { identityAdded: identities !== state.identities };
}

export function addIdentities(
  held: ProfileState['identities'],
  added: readonly Identity[],
): ProfileState['identities'] {
  const news = added.filter(({ kind, value }) => !held.some((own) => own.kind === kind && own.value === value));
  if (news.length === 0) return held;
  const all = [...held, ...news];
  const anonymous = all.filter(({ kind }) => kind === 'anonymousId');
  if (anonymous.length <= anonymousIdsKept) return all;
  const dropped = new Set(anonymous.slice(0, anonymous.length - anonymousIdsKept));
  return all.filter((identity) => !dropped.has(identity));
}
