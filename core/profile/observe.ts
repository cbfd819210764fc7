import type { Identity } from '#contracts/identifiers.ts';
import type { IdentifyStimulus, TrackStimulus } from '#contracts/stimulus.ts';
import type { Device, Place } from '#contracts/whereabouts.ts';
import type { ProfileState } from '../state.ts';
import type { Work } from '../work.ts';

/** Of each kind a person keeps her newest. Nobody has so many but devices and what a broken or hostile sender makes up. */
const keptOfKind = 20;

export interface Observation {
  readonly identityAdded: boolean;
  /** History from before she was last seen: what she told since is not overwritten, only filled up. */
  readonly onlyFills: boolean;
}

/** Takes over what every observed event tells beside its content: identities, when she was seen, zone, language, whereabouts. */
export function observe(work: Work, stimulus: TrackStimulus | IdentifyStimulus): Observation {
  const state = work.state;
  const identities = addIdentities(state.identities, stimulus.identities);
  const onlyFills = work.imported && stimulus.at <= state.lastSeenAt;
  const told = stimulus.context;
  const timeZone = onlyFills ? (state.timeZone ?? told.timeZone) : told.timeZone;
  const locale = onlyFills ? (state.locale ?? told.locale) : told.locale;
  const place = newer(state.place, told.place, onlyFills);
  const device = newer(state.device, told.device, onlyFills);
  work.state = {
    ...state,
    identities,
    firstSeenAt: Math.min(state.firstSeenAt, stimulus.at),
    lastSeenAt: Math.max(state.lastSeenAt, stimulus.at),
    ...(timeZone !== undefined && { timeZone }),
    ...(locale !== undefined && { locale }),
    ...(place !== undefined && { place }),
    ...(device !== undefined && { device }),
  };
  return { identityAdded: identities !== state.identities, onlyFills };
}

/** The one that is held stays where the other says the same: by that it is seen that nothing changed. */
function newer<Told extends Place | Device>(
  held: Told | undefined,
  told: Told | undefined,
  onlyFills: boolean,
): Told | undefined {
  if (held === undefined || told === undefined) return held ?? told;
  return onlyFills || JSON.stringify(held) === JSON.stringify(told) ? held : told;
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
