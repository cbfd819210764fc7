import type { MessageDefinition } from '../message.ts';

/** What is wrong with a journey, as stable words; the app translates them. */
export const journeyProblemCodes = [
  'no_trigger',
  'several_triggers',
  'duplicate_node',
  'duplicate_branch',
  'unknown_successor',
  'unknown_branch',
  'unreachable_node',
  'cycle',
  'loop_without_wait',
  'nothing_follows',
  'successor_after_exit',
  'unknown_message',
  'message_without_variant',
  'message_without_topic',
  'unknown_segment',
  'unknown_journey',
  'unknown_coupon_pool',
  'unknown_list',
  'unknown_variable',
  'duplicate_variable',
  'duplicate_goal',
  'no_weight',
  'no_measure',
  'unknown_control',
  'invalid_rule',
  'same_condition',
  'no_lifecycle',
  'stage_without_rule',
  'no_lead_score',
] as const;
export type JourneyProblemCode = (typeof journeyProblemCodes)[number];

export interface JourneyProblem {
  readonly code: JourneyProblemCode;
  /** The node concerned; absent where it is the journey as a whole or an exit rule. */
  readonly node?: string;
  /**
   * What the translated sentence needs: `branch`, `successor`, `message`, `segment`, `journey`, `pool`, `list`, `variable`, `topic`, `goal`, `stage`,
   * `rule`, `exitRule` (counted from 1).
   */
  readonly params: { readonly [name: string]: string };
}

/** What the workspace has, so that a journey can be held against it. What is absent is not checked. */
export interface KnownDefinitions {
  readonly messages: readonly (Pick<MessageDefinition, 'id' | 'variants'> &
    Partial<Pick<MessageDefinition, 'purpose' | 'topic'>>)[];
  readonly segments: readonly { readonly id: string }[];
  readonly journeys?: readonly { readonly id: string }[];
  readonly couponPools?: readonly { readonly id: string }[];
  readonly lists?: readonly { readonly id: string }[];
  readonly hasLeadScore?: boolean;
  readonly settings?: { readonly topics: readonly { readonly id: string }[] };
}
