import { z } from 'zod';
import { channelSchema } from './channel.ts';
import { propertyTest } from './condition.ts';
import { says } from './field-problem.ts';

const identifiers = z.array(z.string().min(1).max(64)).max(200).default([]);

/** One kind of fact that goes to a destination, narrowed down; an empty list means all of them. */
export const factChoice = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('event'),
    names: z.array(z.string().min(1).max(200)).max(200).default([]),
    where: z.array(propertyTest).max(20).default([]),
  }),
  z.strictObject({ type: z.literal('segment'), segments: identifiers }),
  z.strictObject({ type: z.literal('journey'), journeys: identifiers }),
  z.strictObject({
    type: z.literal('message'),
    messages: identifiers,
    channels: z.array(channelSchema).max(20).default([]),
  }),
  /** Orders of at least this value, in their own currency. */
  z.strictObject({ type: z.literal('order'), atLeast: z.number().min(0).default(0) }),
  z.strictObject({ type: z.literal('consent') }),
  z.strictObject({ type: z.literal('profile') }),
]);
export type FactChoice = z.output<typeof factChoice>;
export const factChoiceTypes = ['event', 'segment', 'journey', 'message', 'order', 'consent', 'profile'] as const;

/** Where facts go and which. */
export const destinationDefinition = z
  .strictObject({
    name: z.string().trim().min(1).max(200),
    url: z.url({ protocol: /^https?$/, error: 'write an address that begins with https://' }).max(2_000),
    /** Only for receivers inside your own network: loopback, private and link-local addresses, and plain HTTP. */
    allowPrivateAddresses: z.boolean().default(false),
    facts: z.array(factChoice).min(1, 'choose at least one kind of fact').max(20),
    /** Whether imported history goes there too. */
    imported: z.boolean().default(false),
    /** What is told about a person beside her id. */
    people: z.enum(['id', 'identities']).default('id'),
    /** Items in one request at most; 1 sends each by itself. */
    batchItems: z.int().min(1).max(500).default(100),
    /** How long the first item of a batch waits for more. */
    batchSeconds: z.int().min(0).max(300).default(1),
    timeoutSeconds: z.int().min(1).max(25).default(10),
    /** A batch that is refused while others are taken is given up after this long. */
    retryHours: z.int().min(1).max(72).default(24),
  })
  .refine(({ url, allowPrivateAddresses }) => allowPrivateAddresses || url.startsWith('https:'), {
    path: ['url'],
    ...says('not_https', 'write an address that begins with https://'),
  });
export type DestinationDefinition = z.output<typeof destinationDefinition>;

/**
 * Why nothing is sent. `by_hand`: somebody paused it; `failing`: it took nothing for three days; `refusing`: it refused
 * many batches one after another; `gone`: it answered that it wants no more (410).
 */
export const pauseReasons = ['by_hand', 'failing', 'refusing', 'gone'] as const;
export type PauseReason = (typeof pauseReasons)[number];

/** `replayed`: it failed, and was sent again as a delivery of its own. */
export const batchStatuses = ['pending', 'delivered', 'failed', 'replayed'] as const;
export type BatchStatus = (typeof batchStatuses)[number];

/** `replay` sends again what was sent or missed before. */
export const streamKinds = ['live', 'replay'] as const;
export type StreamKind = (typeof streamKinds)[number];

/**
 * One fact as the receiver reads it. `id` is the same however often it is sent. `type` is `event`, `order`, `profile`, or
 * a pair such as `segment.entered`, `journey.arrived`, `message.opened`, `consent.do_not_contact`, `profile.merged`.
 */
export interface DestinationItem {
  readonly id: string;
  readonly type: string;
  readonly at: string;
  /** Who it was recorded under. */
  readonly profile: string;
  /** Who that is today. */
  readonly person?: {
    readonly profile: string;
    readonly identities: readonly { readonly kind: string; readonly value: string }[];
  };
  readonly data: { readonly [name: string]: unknown };
}
