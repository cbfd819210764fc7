import type { Identity } from '#contracts/identifiers.ts';
import type { IdentifyStimulus, TrackStimulus } from '#contracts/stimulus.ts';
import type { ProfileState } from '../state.ts';
import type { Work } from '../work.ts';

/** Of each kind a person keeps her newest. Nobody has so many but devices and what a broken or hostile sender makes up. */
const keptOfKind = 20;

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
  return all.filter(({ kind }, index) => {
    const newer = all.slice(index + 1).filter((other) => other.kind === kind);
    return newer.length < keptOfKind;
  });
}
