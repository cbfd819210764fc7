import type { Instant } from '#contracts/identifiers.ts';
import { companiesOf } from '../company/memberships.ts';
import { changedParts } from '../segment/changed-parts.ts';
import type { Work } from '../work.ts';
import { knownOf } from './known.ts';

/** Rises when pictures show something more; older ones are then written anew (flow/backfill/start-renewing-pictures.ts). */
export const pictureFormat = 2;

/** The picture of a person as she is by now. One step makes one: two of the same revision could not be told apart. */
export function recordProfile(work: Work, at: Instant): void {
  const { state, facts } = work;
  work.pictured = state;
  const earlier = facts.findIndex((fact) => fact.type === 'profile' && fact.profile === state.profile);
  if (earlier >= 0) facts.splice(earlier, 1);
  facts.push({
    type: 'profile',
    profile: state.profile,
    at,
    revision: state.revision + 1,
    traits: state.traits,
    identities: state.identities,
    companies: companiesOf(state),
    timeZone: state.timeZone ?? '',
    known: knownOf(state),
    firstSeenAt: state.firstSeenAt,
    deleted: false,
  });
}

/** Whether something that a picture shows has changed since, whoever changed it. Orders have facts of their own. */
export function isPictureOld({ pictured, state }: Work): boolean {
  return changedParts(pictured, state).some((part) => part !== 'orders');
}
