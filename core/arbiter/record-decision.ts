import type { Channel } from '#contracts/channel.ts';
import type { GateResult } from '#contracts/fact.ts';
import type { HoldReason } from '#contracts/reason.ts';
import type { PendingMessage } from '../state.ts';
import type { Work } from '../work.ts';

export type Decision =
  | { readonly outcome: 'send'; readonly channel: Channel }
  | { readonly outcome: 'held_back' | 'deferred'; readonly reason: HoldReason };

export function recordDecision(
  work: Work,
  message: PendingMessage,
  decision: Decision,
  gates: readonly GateResult[] = [],
): void {
  work.facts.push({
    type: 'decision',
    profile: work.state.profile,
    at: work.now,
    delivery: message.delivery,
    journey: message.journey,
    run: message.run,
    node: message.node,
    message: message.message,
    outcome: decision.outcome,
    channel: decision.outcome === 'send' ? decision.channel : '',
    reason: decision.outcome === 'send' ? '' : decision.reason,
    gates,
  });
}
