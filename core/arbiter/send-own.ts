import type { Channel } from '#contracts/channel.ts';
import type { MessageDefinition } from '#contracts/message.ts';
import type { PendingMessage } from '../state.ts';
import type { Work } from '../work.ts';
import { passGates } from './gates/index.ts';
import { addressOn } from './gates/reachability.ts';
import { recordDecision } from './record-decision.ts';
import { reserve } from './reserve.ts';

export interface OwnMessage extends Pick<PendingMessage, 'delivery' | 'trigger'> {
  readonly message: MessageDefinition;
  readonly channel: Channel;
  readonly validMilliseconds: number;
}

/**
 * Sends a message of the product's own, which belongs to no journey. Decided at once, because she waits for it: it is
 * transactional, and those know neither caps nor quiet hours. Tells whether it goes out.
 */
export function sendOwn(work: Work, { delivery, trigger, message, channel, validMilliseconds }: OwnMessage): boolean {
  const { settings } = work.release.source;
  const pending: PendingMessage = {
    ...{ delivery, message: message.id, journey: '', version: 0, run: '', node: '', priority: message.priority },
    requestedAt: work.now,
    expiresAt: work.now + validMilliseconds,
    dueAt: work.now,
    failed: [],
    trigger,
  };
  const gate = passGates({ state: work.state, settings, message, channel, now: work.now, failed: [] });
  if (gate.outcome !== 'passed' || addressOn(work.state, channel) === undefined) {
    const reason = gate.outcome === 'passed' ? 'unreachable' : gate.outcome;
    recordDecision(work, pending, { outcome: 'held_back', reason }, [gate]);
    return false;
  }
  recordDecision(work, pending, { outcome: 'send', channel }, [gate]);
  reserve(work, pending, message, channel);
  return true;
}
