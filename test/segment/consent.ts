import fc from 'fast-check';
import type { LeafCondition } from '#contracts/segment.ts';
import { topicQuestion } from '#core/arbiter/gates/ask-topic.ts';
import { consentGate } from '#core/arbiter/gates/consent.ts';
import { newProfileState, type ProfileState } from '#core/state.ts';
import { addressHash } from '#core/suppression.ts';
import { reachabilityOf } from '#server/profiles/reachability.ts';
import { openSettings } from '../builders.ts';
import type { Entry } from './entry.ts';
import type { TestedKind } from './kind.ts';
import { origin, personId } from './origin.ts';
import { toldOf } from './told.ts';
import { traitsOf } from './trait.ts';

type Tested<Type extends LeafCondition['type']> = TestedKind<Extract<LeafCondition, { type: Type }>>;

const channel = fc.constantFrom('email', 'sms');

/** Her document as it stands by the last words, without anything that was worked out. */
function documentOf(history: readonly Entry[]): ProfileState {
  return { ...newProfileState(personId, origin), traits: traitsOf(history), ...toldOf(history) };
}

export const consent: Tested<'consent'> = {
  arbitrary: fc
    .record({
      channel,
      topic: fc.constantFrom(undefined, 'offers', 'service'),
      status: fc.constantFrom('granted', 'denied', 'pending', 'lapsed', 'none'),
    })
    .map(({ topic, ...asked }) => ({ type: 'consent' as const, ...asked, ...(topic !== undefined && { topic }) })),
  label: ({ status }) => status,
  holds: (condition, history) => {
    const words = toldOf(history).consents ?? [];
    const word = words.find((one) => one.channel === condition.channel && one.topic === condition.topic);
    return condition.status === 'none' ? word === undefined : word?.status === condition.status;
  },
  edges: () => [],
};

/** What the profile page shows, which asks the gates of the arbiter. */
export const reachable: Tested<'reachable'> = {
  arbitrary: fc
    .record({
      channel: fc.constantFrom('email', 'email', 'sms', 'sms', 'webhook', 'push'),
      topic: fc.constantFrom(undefined, undefined, 'offers', 'service'),
    })
    .map(({ topic, ...asked }) => ({ type: 'reachable' as const, ...asked, ...(topic !== undefined && { topic }) })),
  label: ({ topic }) => (topic === undefined ? 'any topic' : 'topic'),
  holds: (condition, history, { now, settings }) => {
    const state = documentOf(history);
    const whole = { ...openSettings, ...settings };
    const { topic } = condition;
    const archived = { ...whole, topics: whole.topics.map(({ archived: _, ...one }) => one) };
    const [found] = reachabilityOf(state, topic === undefined ? whole : archived, now).filter(
      (one) => one.channel === condition.channel,
    );
    if (topic === undefined) return found?.reachable === true;
    const blockers = ['channel_off', 'restricted', 'unreachable', 'suppressed', 'do_not_contact', 'paused'];
    if (found?.reason !== undefined && blockers.includes(found.reason)) return false;
    return consentGate(topicQuestion(state, whole, topic, condition.channel, now)).outcome === 'passed';
  },
  edges: (_, history) => history.flatMap((entry) => (entry.type === 'told' ? (entry.told.pausedUntil ?? []) : [])),
};

export const suppressed: Tested<'suppressed'> = {
  arbitrary: fc
    .record({ channel, reason: fc.constantFrom(undefined, 'bounced', 'complained', 'manual') })
    .map(({ reason, ...asked }) => ({ type: 'suppressed' as const, ...asked, ...(reason && { reason }) })),
  label: ({ reason }) => (reason === undefined ? 'any' : 'reason'),
  holds: ({ channel: asked, reason }, history) => {
    const { identities = [], suppressions = [] } = toldOf(history);
    const kind = asked === 'email' ? 'email' : 'phone';
    const trait = traitsOf(history)[kind];
    const spoken = typeof trait === 'string' ? trait.trim() : '';
    const address = identities.find((identity) => identity.kind === kind)?.value ?? spoken;
    return suppressions.some(
      (one) =>
        one.channel === asked &&
        (reason === undefined || one.reason === reason) &&
        (one.address === undefined || (address !== '' && one.address === addressHash(asked, address))),
    );
  },
  edges: () => [],
};

export const doNotContact: Tested<'do_not_contact'> = {
  arbitrary: fc
    .constantFrom(undefined, 'marketing', 'all')
    .map((scope) => ({ type: 'do_not_contact' as const, ...(scope !== undefined && { scope }) })),
  label: ({ scope }) => scope ?? 'any',
  holds: ({ scope }, history) => {
    const order = toldOf(history).doNotContact;
    return order !== undefined && [undefined, order.scope].includes(scope);
  },
  edges: () => [],
};
