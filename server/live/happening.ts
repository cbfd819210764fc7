import { randomUUID } from 'node:crypto';
import { type Happening, happeningTypes } from '#contracts/api/live.ts';
import type { Fact } from '#contracts/fact.ts';

type ShownFact = Extract<Fact, { type: Happening['type'] }>;

/** The facts that the product shows as they happen. */
export function isShown(fact: Fact): fact is ShownFact {
  return (happeningTypes as readonly string[]).includes(fact.type);
}

export function describeHappening(fact: ShownFact, label: string): Happening {
  const base = { id: randomUUID(), profile: fact.profile, label, at: new Date(fact.at).toISOString() };
  switch (fact.type) {
    case 'event':
      return { ...base, type: 'event', name: fact.name };
    case 'decision':
      return {
        ...base,
        type: 'decision',
        name: fact.outcome,
        ...(fact.channel !== '' && { channel: fact.channel }),
        ...(fact.reason !== '' && { reason: fact.reason }),
        journey: fact.journey,
        message: fact.message,
      };
    case 'message':
      return {
        ...base,
        type: 'message',
        name: fact.kind,
        channel: fact.channel,
        ...(fact.reason !== '' && { reason: fact.reason }),
        journey: fact.journey,
        message: fact.message,
      };
    case 'order':
      return {
        ...base,
        type: 'order',
        name: fact.order,
        value: fact.value,
        currency: fact.currency,
        ...(fact.channel !== '' && { channel: fact.channel, journey: fact.journey, message: fact.message }),
      };
    case 'consent':
      return { ...base, type: 'consent', name: fact.status, ...(fact.channel !== '' && { channel: fact.channel }) };
    case 'membership':
      return { ...base, type: 'membership', name: fact.change, segment: fact.segment };
    case 'journey_step':
      return {
        ...base,
        type: 'journey_step',
        name: fact.change,
        journey: fact.journey,
        ...(fact.detail !== '' && { reason: fact.detail }),
      };
  }
}
