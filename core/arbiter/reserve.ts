import type { Channel } from '#contracts/channel.ts';
import type { MessageDefinition } from '#contracts/message.ts';
import type { PendingMessage, Send } from '../state.ts';
import type { Work } from '../work.ts';
import { candidateChannels } from './choose.ts';
import { pruneSends } from './prune.ts';

/** Takes a place under the caps and gives the message to delivery. */
export function reserve(work: Work, pending: PendingMessage, message: MessageDefinition, channel: Channel): void {
  const { delivery, journey, version, run, node, expiresAt, trigger, variables, key, round } = pending;
  const words = { trigger, ...(variables && { variables }) };
  const reservation: Send = {
    delivery,
    message: message.id,
    journey,
    version,
    run,
    node,
    channel,
    ...(key !== undefined && { key }),
    purpose: message.purpose,
    at: work.now,
    expiresAt,
    status: 'reserved',
    receipts: [],
  };
  const send = hasOtherChannel(pending, message, channel)
    ? {
        ...reservation,
        fallback: {
          requestedAt: pending.requestedAt,
          failed: pending.failed,
          ...words,
          ...(round !== undefined && { round }),
        },
      }
    : reservation;
  const state = { ...work.state, sends: [...work.state.sends, send] };
  work.state = pruneSends(state, work.release.source.settings, work.now);

  work.effects.push({
    type: 'deliver',
    delivery,
    profile: work.state.profile,
    class: message.purpose === 'transactional' ? 'transactional' : 'triggered',
    message: message.id,
    journey,
    version,
    run,
    node,
    channel,
    notBefore: work.now,
    notAfter: expiresAt,
    ...words,
    causedAt: work.causedAt,
  });
  work.facts.push({
    type: 'message',
    profile: work.state.profile,
    at: work.now,
    delivery,
    journey,
    run,
    node,
    message: message.id,
    channel,
    provider: '',
    kind: 'queued',
    reason: '',
    link: '',
  });
}

function hasOtherChannel(pending: PendingMessage, message: MessageDefinition, channel: Channel): boolean {
  return candidateChannels(message).some((other) => other !== channel && !pending.failed.includes(other));
}
