import type { z } from 'zod';
import type { Provider, SendReason } from '#contracts/api/channel.ts';
import type { Channel } from '#contracts/channel.ts';
import type { DeliveryId, Identity, Instant, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { ReceiptKind } from '#contracts/stimulus.ts';
import type { MessageReference } from './receipts/reference.ts';

/** What a person sees, in the native form of one channel. `text` of an e-mail is never empty when it has words. */
export type RenderedContent =
  | {
      readonly channel: 'email';
      readonly subject: string;
      readonly preheader: string;
      readonly html: string;
      readonly text: string;
    }
  | { readonly channel: 'sms'; readonly text: string }
  | { readonly channel: 'push'; readonly title: string; readonly body: string; readonly url: string }
  | { readonly channel: 'webhook'; readonly body: string };

export interface OutgoingMessage {
  readonly delivery: DeliveryId;
  readonly workspace: WorkspaceId;
  /** Whom it was decided for: the same at every try, also when she was merged into another person in between. */
  readonly profile: ProfileId;
  /** Address in the channel: e-mail, phone in E.164, device token, or the profile id for a webhook. */
  readonly to: string;
  /** Given to the provider, so that its receipts find the message; absent where none are wanted (a test message). */
  readonly reference?: string;
  /** Address for RFC 8058 one-click; absent where the message needs no unsubscribe (transactional). */
  readonly unsubscribeUrl?: string;
  readonly content: RenderedContent;
}

export interface SendOptions {
  /** The same for every try of one delivery: a provider that knows such keys sends once. */
  readonly idempotencyKey: string;
  /** Ends the try; the adapter then resolves with `retry`. */
  readonly signal: AbortSignal;
  readonly now: Instant;
}

/**
 * What a provider said, classified. `reason` is a stable snake_case word; `detail` is for the operator and may hold the
 * provider's own words, so it goes to logs of failures and never to metrics.
 */
export type SendResult =
  | { readonly type: 'accepted'; readonly providerId?: string }
  /** Not now. `afterMilliseconds` where the provider named a time; else the worker backs off by itself. */
  | {
      readonly type: 'retry';
      readonly afterMilliseconds?: number;
      readonly reason: SendReason;
      readonly detail?: string;
    }
  /** This message will never be taken, another one to the same person may. */
  | { readonly type: 'drop'; readonly reason: SendReason; readonly detail?: string }
  /** This address will never work. */
  | { readonly type: 'suppress'; readonly reason: SendReason; readonly detail?: string }
  /** The whole account is refused until somebody mends it: nothing more is sent through it for a while. */
  | { readonly type: 'stop'; readonly reason: SendReason; readonly detail?: string };

/** What a provider, or a mail server, posted to the account's own address. */
export interface ReceiptRequest {
  /** By lower-case name. */
  readonly headers: { readonly [name: string]: string | undefined };
  readonly body: Uint8Array;
  readonly now: Instant;
  /** The message of ours that a text names, by the reference that was given along with it. */
  find(text: string): MessageReference | undefined;
}

/** What became of a message after it was handed over. `permanent` means that its address will never work. */
export interface ProviderReceipt {
  readonly message: MessageReference;
  readonly kind: Extract<
    ReceiptKind,
    'delivered' | 'opened' | 'clicked' | 'replied' | 'unsubscribed' | 'complained' | 'bounced'
  >;
  /** When it happened, as the provider says; never after now. */
  readonly at: Instant;
  /** Stable snake_case word. */
  readonly reason?: string;
  readonly permanent?: true;
  readonly link?: string;
}

/** What a person wrote to the brand. */
export interface InboundMessage {
  /** The provider's own: the same at every try to tell us, by which a repeat is known. */
  readonly id: string;
  /** By which kind of identity she is known there, and the value as the provider writes it. Whose it is, is found later. */
  readonly from: Identity;
  /** The account's own address that she wrote to. */
  readonly to?: string;
  readonly text: string;
  readonly subject?: string;
  /** When she wrote it, as the provider says; never after now. */
  readonly at: Instant;
  /** The message of ours that she answered, where the provider tells. */
  readonly answers?: MessageReference;
}

export type ReceiptReading =
  /** `ignored` counts reports that are about no message of ours, or tell nothing that counts. */
  | {
      readonly type: 'read';
      readonly receipts: readonly ProviderReceipt[];
      readonly messages: readonly InboundMessage[];
      readonly ignored: number;
    }
  /** It does not come from who it says. */
  | { readonly type: 'not_verified'; readonly detail: string }
  /** It has not the form that it should have. */
  | { readonly type: 'unreadable'; readonly detail: string };

export interface Capabilities {
  /** Sends in flight at most. */
  readonly concurrency: number;
  /** Messages per second at most; absent means as fast as concurrency allows. */
  readonly perSecond?: number;
}

/**
 * One account at one provider, ready to send. It knows nothing of journeys. `send` and `readReceipts` resolve, they do not
 * throw.
 */
export interface ChannelAdapter {
  readonly provider: Provider;
  readonly capabilities: Capabilities;
  send(message: OutgoingMessage, options: SendOptions): Promise<SendResult>;
  /** Verifies and reads receipts, and what people wrote to the account; absent where the provider posts neither. */
  readReceipts?(request: ReceiptRequest): Promise<ReceiptReading>;
  close(): Promise<void>;
}

/** A way to send: makes adapters from settings that were checked by `settings`. */
export interface ChannelProvider<Settings extends z.ZodType = z.ZodType> {
  readonly name: Provider;
  readonly channels: readonly Channel[];
  readonly settings: Settings;
  /** Settings that are stored encrypted and never shown again. */
  readonly secrets: readonly string[];
  /**
   * Settings that say to whom a secret is shown. When one of them changes, the secret that is stored is not handed on: who
   * may change settings but never knew the password would otherwise have it sent to a server of their own.
   */
  readonly shownTo?: { readonly [secret: string]: readonly string[] };
  open(channel: Channel, settings: z.output<Settings>): ChannelAdapter;
}
