import type { Channel } from '#contracts/channel.ts';
import type { DeliveryId, Instant, ProfileId } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { AbsorbStimulus, ProfileStimulus } from '#contracts/stimulus.ts';
import type { Run } from './state.ts';

/** What a step wants done outside. The shell writes effects to the outbox in the same transaction as the state. */
export type Effect = DeliverEffect | CancelDeliveryEffect | SendStimulusEffect | SuppressAddressEffect | AskEffect;

/** Outbox classes in the order in which they are handed over. */
export const deliveryClasses = ['transactional', 'triggered', 'campaign'] as const;
export type DeliveryClass = (typeof deliveryClasses)[number];

/** Hands a message to a channel. It holds references, not the rendered body: content is rendered at hand-over. */
export interface DeliverEffect {
  readonly type: 'deliver';
  readonly delivery: DeliveryId;
  readonly profile: ProfileId;
  readonly class: DeliveryClass;
  readonly message: string;
  readonly journey: string;
  readonly version: number;
  readonly run: string;
  readonly node: string;
  readonly channel: Channel;
  readonly notBefore: Instant;
  readonly notAfter: Instant;
  readonly trigger: Run['trigger'];
  /** Variables of the run, readable as `run.<name>`. */
  readonly variables?: JsonObject;
  /** When the stimulus that caused it was received, to measure the time to hand-over. */
  readonly causedAt: Instant;
}

/** Takes a delivery back if it is not handed over yet. */
export interface CancelDeliveryEffect {
  readonly type: 'cancel_delivery';
  readonly delivery: DeliveryId;
}

/** A stimulus for another subject, which may live in another lane; or the same one forwarded to the winner of a merge. */
export interface SendStimulusEffect {
  readonly type: 'send_stimulus';
  readonly stimulus: AbsorbStimulus | ProfileStimulus;
}

/** Puts an address onto the workspace's suppression list, so that nobody else who has it gets anything there either. */
export interface SuppressAddressEffect {
  readonly type: 'suppress_address';
  readonly profile: ProfileId;
  /** Stable across repeats. */
  readonly id: string;
  readonly channel: Channel;
  readonly address: string;
  readonly reason: 'bounced' | 'complained';
  readonly at: Instant;
}

/** Something that only the outside can say or do. Whoever is asked recognises a repeat by `id`; an answer names it. */
export interface AskEffect {
  readonly type: 'ask';
  readonly id: string;
  readonly profile: ProfileId;
  readonly journey: string;
  readonly version: number;
  readonly run: string;
  readonly node: string;
  readonly what: AskWhat;
  readonly at: Instant;
}

/**
 * `entry`: may she enter, where all people together are limited (granted, refused); `coupon`: a code of a pool (given with
 * `code`, none); `webhook`: what another system says (answered with its JSON, failed); `task`: something to do for the
 * team, which is not answered.
 */
export type AskWhat =
  | {
      readonly kind: 'entry';
      readonly total?: number;
      readonly within?: { readonly entries: number; readonly minutes: number };
    }
  | { readonly kind: 'coupon'; readonly pool: string }
  | { readonly kind: 'webhook'; readonly url: string; readonly body: JsonObject; readonly until: Instant }
  | {
      readonly kind: 'task';
      readonly title: string;
      readonly note: string;
      readonly assignee?: string;
      readonly dueAt: Instant;
    };
