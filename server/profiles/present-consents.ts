import type { Profile } from '#contracts/api/profile.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { WorkspaceSettings } from '#contracts/settings.ts';
import { addressOn } from '#core/arbiter/gates/reachability.ts';
import { endOf, standingOf } from '#core/profile/consent/consent-standing.ts';
import type { ProfileState } from '#core/state.ts';
import { addressHash } from '#core/suppression.ts';

type Consents = Pick<Profile, 'consents' | 'suppressions' | 'doNotContact' | 'pausedUntil' | 'daysBetween'>;

/** What she agreed to and what stands against writing to her, as it is judged at this moment. */
export function presentConsents(state: ProfileState, settings: WorkspaceSettings, now: Instant): Consents {
  const { doNotContact, pausedUntil, daysBetween } = state;
  const holds = doNotContact && (doNotContact.until === undefined || doNotContact.until > now);
  return {
    consents: state.consents.map((consent) => {
      const { channel, topic, at, source } = consent;
      const ends = endOf(consent, state, settings);
      return {
        ...{ channel, topic, source, at: iso(at), status: standingOf(consent, state, settings, now) },
        ...(ends !== undefined && ends > now && { endsAt: iso(ends) }),
      };
    }),
    suppressions: state.suppressions.map(({ channel, reason, at, address }) => {
      const current = addressOn(state, channel);
      const earlierAddress =
        address !== undefined && (current === undefined || addressHash(channel, current) !== address);
      return { channel, reason, at: iso(at), earlierAddress };
    }),
    ...(holds && {
      doNotContact: {
        ...doNotContact,
        at: iso(doNotContact.at),
        until: doNotContact.until === undefined ? undefined : iso(doNotContact.until),
      },
    }),
    ...(pausedUntil !== undefined && pausedUntil > now && { pausedUntil: iso(pausedUntil) }),
    ...(daysBetween !== undefined && { daysBetween }),
  };
}

function iso(instant: Instant): string {
  return new Date(instant).toISOString();
}
