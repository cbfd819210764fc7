import { randomUUID } from 'node:crypto';
import type { CountryCode } from 'libphonenumber-js/max';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { TrackedEvent } from '#contracts/tracked-event.ts';
import { identifierLimit, isPlainText, parseTimestamp, type TrackingType } from '#contracts/tracking.ts';
import type { UnreadReason } from '#contracts/unread-value.ts';
import { correctedTime } from './event-clock.ts';
import { contentReaders } from './event-content.ts';
import { objectOf, readEventContext } from './event-context.ts';
import {
  defaultIdentityReader,
  type IdentityReader,
  previousIdentity,
  readContact,
  readIdentifier,
} from './identities.ts';
import { measureJson } from './measure-json.ts';
import { type FieldError, fieldError, identifierMessage, objectMessage, timestampMessage } from './rejection.ts';

/** What holds for every event of one request. */
export interface EventEnvelope {
  readonly workspace: WorkspaceId;
  /** Country in which phone numbers without `+` are read. */
  readonly country: CountryCode;
  /** By the rules of the workspace; the product's own where absent. */
  readonly identities?: IdentityReader;
  readonly receivedAt: Instant;
  /** Of the batch, for events without their own. */
  readonly sentAt: Instant | undefined;
  readonly context: JsonObject | undefined;
  readonly imported: boolean;
  /** The import that it is part of. */
  readonly import?: string;
  /** By which the log knows the whole call; see `TrackedEvent`. */
  readonly call?: string;
  readonly trusted: boolean;
  /** Of an import: also says which values it could not read. */
  readonly tellsUnread?: boolean;
}

/** `traits.phone`, `externalIds.loyalty_card`. */
export interface UnreadField {
  readonly field: string;
  readonly reason: UnreadReason;
}

export type ReadResult =
  | { readonly event: TrackedEvent; readonly unread?: readonly UnreadField[] }
  | { readonly rejected: FieldError };

const none: JsonObject = {};

/**
 * One message of Segment's specification as an event of ours, or the first field that is wrong. Accepts exactly what
 * `trackingEvent` in contracts/tracking.ts accepts and that names somebody.
 */
export function readEvent(message: unknown, givenType: TrackingType | undefined, envelope: EventEnvelope): ReadResult {
  const body = objectOf(message);
  if (body === undefined) return fieldError('event', objectMessage);
  const type = givenType ?? body.type;
  const reader =
    typeof type === 'string' && Object.hasOwn(contentReaders, type) ? contentReaders[type as TrackingType] : undefined;
  if (reader === undefined) return fieldError('type', 'must be identify, track, page, screen, group or alias');
  const size = measureJson(body);
  if (size === 'too_large') return fieldError('event', 'must have at most 32 KB');
  if (size === 'too_deep') return fieldError('event', 'must not be nested deeper than 32 levels');

  const messageId = body.messageId ?? undefined;
  if (messageId !== undefined && !isMessageId(messageId)) {
    return fieldError('messageId', 'must be a text of 1 to 200 characters');
  }
  const timestamp = readTimestamp(body.timestamp);
  if (timestamp === null) return fieldError('timestamp', timestampMessage);
  const sentAt = readTimestamp(body.sentAt);
  if (sentAt === null) return fieldError('sentAt', timestampMessage);
  const userId = readIdentifier(body.userId);
  if (userId === null) return fieldError('userId', identifierMessage);
  const anonymousId = readIdentifier(body.anonymousId);
  if (anonymousId === null) return fieldError('anonymousId', identifierMessage);
  const ownContext = body.context ?? undefined;
  const context = ownContext === undefined ? (envelope.context ?? none) : objectOf(ownContext);
  if (context === undefined) return fieldError('context', objectMessage);

  const read = reader(body);
  if ('rejected' in read) return read;
  const traits = read.traits ?? objectOf(context.traits) ?? none;
  const contact = readContact(traits, envelope.country);
  const readIdentities = envelope.identities ?? defaultIdentityReader;
  const unread: UnreadField[] = [];
  const identities = readIdentities(
    { userId, anonymousId, contact, traits, context },
    envelope.country,
    envelope.tellsUnread ? (field, reason) => unread.push({ field, reason }) : undefined,
  );
  if (identities.length === 0) {
    return fieldError(
      'userId',
      'or anonymousId, or an e-mail address or phone number among the traits, must say who it was',
    );
  }
  const properties = read.content.type === 'track' ? read.content.properties : none;
  return {
    event: {
      workspace: envelope.workspace,
      messageId: (messageId as string | undefined) ?? randomUUID(),
      at: correctedTime(envelope.receivedAt, timestamp, sentAt ?? envelope.sentAt),
      receivedAt: envelope.receivedAt,
      identities,
      ...(read.previousId !== undefined && { previous: previousIdentity(read.previousId, anonymousId) }),
      context: readEventContext(context, properties),
      ...(envelope.imported && { imported: true as const }),
      ...(envelope.import !== undefined && { import: envelope.import }),
      ...(envelope.call !== undefined && { call: envelope.call }),
      ...(envelope.trusted && { trusted: true as const }),
      content:
        type === 'identify' && read.content.type === 'identify'
          ? { type: 'identify', traits: withContact(read.content.traits, contact, context) }
          : read.content,
    },
    ...(unread.length > 0 && { unread }),
  };
}

function isMessageId(value: unknown): boolean {
  return typeof value === 'string' && value.length > 0 && value.length <= identifierLimit && isPlainText(value);
}

/** Undefined where there is none, null where it cannot be read. */
export function readTimestamp(value: unknown): Instant | undefined | null {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') return null;
  const instant = parseTimestamp(value);
  return Number.isNaN(instant) ? null : instant;
}

/** Addresses are kept as they are used; a phone's push token comes in the context of Segment's mobile clients. */
function withContact(
  traits: JsonObject,
  { email, phone }: { email: string | undefined; phone: string | undefined },
  context: JsonObject,
): JsonObject {
  const token = objectOf(context.device)?.token;
  const deviceToken = typeof token === 'string' && traits.deviceToken === undefined ? token : undefined;
  if (
    (email === undefined || email === traits.email) &&
    (phone === undefined || phone === traits.phone) &&
    deviceToken === undefined
  ) {
    return traits;
  }
  return {
    ...traits,
    ...(email !== undefined && { email }),
    ...(phone !== undefined && { phone }),
    ...(deviceToken !== undefined && { deviceToken }),
  };
}
