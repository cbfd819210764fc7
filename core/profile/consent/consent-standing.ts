import type { Channel } from '#contracts/channel.ts';
import type { ConsentStanding } from '#contracts/consent/consent.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { WorkspaceSettings } from '#contracts/settings.ts';
import { days } from '../../duration.ts';
import type { Consent, ProfileState } from '../../state.ts';
import { consentRuleOf } from './consent-rule.ts';

/** Of two words of the same moment the no counts. */
export function newestWord(
  { consents }: Pick<ProfileState, 'consents'>,
  channel: Channel,
  topic: string | undefined,
): Consent | undefined {
  let newest: Consent | undefined;
  for (const consent of consents) {
    if (consent.channel !== channel || consent.topic !== topic) continue;
    const isNewer = !newest || consent.at > newest.at || (consent.at === newest.at && consent.status === 'denied');
    newest = isNewer ? consent : newest;
  }
  return newest;
}

/**
 * Where a word stands at `now`, whether or not a timer has written it down yet. `topic` is what it is asked for: a yes to
 * the whole channel lapses for a topic by that topic's rule.
 */
export function standingOf(
  consent: Consent,
  state: Pick<ProfileState, 'lastSeenAt' | 'activity'>,
  settings: WorkspaceSettings,
  now: Instant,
  topic = consent.topic,
): ConsentStanding {
  const ends = endOf(consent, state, settings, topic);
  return ends !== undefined && ends <= now ? 'lapsed' : consent.status;
}

/** When a yes, or the wait for one, is over; undefined where it lasts. */
export function endOf(
  consent: Consent,
  state: Pick<ProfileState, 'lastSeenAt' | 'activity'>,
  settings: WorkspaceSettings,
  topic = consent.topic,
): Instant | undefined {
  const { status, channel, expiresAt, confirmBy } = consent;
  if (status === 'pending') return confirmBy;
  if (status !== 'granted') return undefined;
  const { lapsesAfterDays } = consentRuleOf(settings, channel, topic);
  if (lapsesAfterDays === null) return expiresAt;
  const lapses = Math.max(consent.at, lastActive(state)) + days(lapsesAfterDays);
  return expiresAt === undefined ? lapses : Math.min(lapses, expiresAt);
}

/** Whatever she does shows that she is still there: an event, a message she opened. */
function lastActive({ lastSeenAt, activity }: Pick<ProfileState, 'lastSeenAt' | 'activity'>): Instant {
  return Math.max(lastSeenAt, ...Object.values(activity));
}
