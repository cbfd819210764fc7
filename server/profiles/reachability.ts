import type { Profile } from '#contracts/api/profile.ts';
import { type Channel, channels } from '#contracts/channel.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { WorkspaceSettings } from '#contracts/settings.ts';
import { topicQuestion } from '#core/arbiter/gates/ask-topic.ts';
import { consentGate } from '#core/arbiter/gates/consent.ts';
import { doNotContactGate } from '#core/arbiter/gates/do-not-contact.ts';
import type { Gate } from '#core/arbiter/gates/gate.ts';
import { pauseGate } from '#core/arbiter/gates/pause.ts';
import { addressOn, reachabilityGate } from '#core/arbiter/gates/reachability.ts';
import { restrictionGate } from '#core/arbiter/gates/restriction.ts';
import { suppressionGate } from '#core/arbiter/gates/suppression.ts';
import type { ProfileState } from '#core/state.ts';

type Reachability = Profile['reachability'][number];
type Reason = NonNullable<Reachability['reason']>;

/** Per channel: could marketing of any topic reach her now, and if not, the first thing in the way. */
export function reachabilityOf(state: ProfileState, settings: WorkspaceSettings, now: Instant): Reachability[] {
  return channels.map((channel) => {
    const address = addressOn(state, channel);
    const reason = obstacle(state, settings, channel, now);
    return {
      channel,
      reachable: reason === undefined,
      ...(address !== undefined && { address }),
      ...(reason !== undefined && { reason }),
    };
  });
}

/** The same gates that every message passes, in an order that says first what lasts longest. */
const ofAnyTopic: readonly Gate[] = [restrictionGate, reachabilityGate, suppressionGate, doNotContactGate, pauseGate];

/** Of several topics the reason that came nearest to a yes. */
const nearness: readonly Reason[] = ['no_consent', 'topic_denied', 'consent_lapsed', 'double_opt_in_pending'];

function obstacle(
  state: ProfileState,
  settings: WorkspaceSettings,
  channel: Channel,
  now: Instant,
): Reachability['reason'] {
  if (!settings.enabledChannels.includes(channel)) return 'channel_off';
  const topics = settings.topics.filter(({ archived }) => archived !== true);
  const questions = topics.map(({ id }) => topicQuestion(state, settings, id, channel, now));
  const [any] = questions;
  for (const gate of ofAnyTopic) {
    const outcome = any && gate(any).outcome;
    if (outcome !== undefined && outcome !== 'passed') return outcome as Reason;
  }
  const answers = questions.map((question) => consentGate(question).outcome);
  if (answers.includes('passed')) return undefined;
  return nearness.findLast((reason) => answers.includes(reason)) ?? 'no_consent';
}
