import type { Channel } from '#contracts/channel.ts';
import type { GateResult } from '#contracts/fact.ts';
import type { DeliveryId, Instant } from '#contracts/identifiers.ts';
import type { MessageDefinition } from '#contracts/message.ts';
import type { WorkspaceSettings } from '#contracts/settings.ts';
import type { ProfileState } from '../../state.ts';

/** May this message go to this person on this channel now? */
export interface Question {
  readonly state: ProfileState;
  readonly settings: WorkspaceSettings;
  readonly message: MessageDefinition;
  readonly channel: Channel;
  readonly now: Instant;
  /** Channels on which this message was tried already. */
  readonly failed: readonly Channel[];
  /** Set at hand-over: the delivery whose own reservation must not stand in its way. */
  readonly delivery?: DeliveryId;
}

/** `passed`, or the reason for the no, with `until` where it is only a "not now". */
export type Answer = Omit<GateResult, 'channel'>;

export type Gate = (question: Question) => Answer;

export const passed: Answer = { outcome: 'passed' };
