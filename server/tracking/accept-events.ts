import { setImmediate as giveWay } from 'node:timers/promises';
import type { CountryCode } from 'libphonenumber-js/max';
import { RequestError } from '#contracts/errors.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import { BusyError, type EventSink, type RefusedEvent, type TrackedEvent } from '#contracts/tracked-event.ts';
import type { TrackingRejection, TrackingType } from '#contracts/tracking.ts';
import { fieldError } from '../field-error.ts';
import { objectOf } from './event-context.ts';
import type { IdentityReader } from './identities.ts';
import { type EventEnvelope, readEvent, readTimestamp, type UnreadField } from './read-event.ts';
import { objectMessage, timestampMessage } from './rejection.ts';

export interface Sender {
  readonly workspace: WorkspaceId;
  readonly country: CountryCode;
  /** By the rules of the workspace; the product's own where absent. */
  readonly identities?: IdentityReader;
  /** History from an import: moves state and facts, starts no journey. */
  readonly imported: boolean;
  /** The import that it is part of, by which it can be taken back. */
  readonly import?: string;
  /** By which the log knows the whole call; see `TrackedEvent`. */
  readonly call?: string;
  /** It came with a secret key. */
  readonly trusted: boolean;
  /** Of an import: the answer also says which values of its events could not be read. */
  readonly tellsUnread?: boolean;
  /** Others have their turn while a batch is read. Whoever sends several and minds their order reads one after the other. */
  readonly givesWay?: true;
}

export interface Acceptance {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: readonly TrackingRejection[];
  /** Values that accepted events went in without; absent where there are none. */
  readonly unread?: readonly UnreadOfEvent[];
}

export interface UnreadOfEvent extends UnreadField {
  readonly index: number;
}

/** One message of `/v1/track` and its siblings, made durable. The specification allows `sentAt` beside its fields. */
export async function acceptEvent(
  body: JsonObject,
  type: TrackingType,
  sender: Sender,
  receivedAt: Instant,
  sink: EventSink,
): Promise<Acceptance> {
  const result = readEvent(body, type, { ...sender, receivedAt, sentAt: undefined, context: undefined });
  if ('rejected' in result) return { accepted: 0, duplicates: 0, rejected: [rejection(0, body, result.rejected)] };
  return store([result.event], [], sink);
}

/** The good ones are made durable together, the bad ones are listed. */
export async function acceptBatch(
  body: JsonObject,
  sender: Sender,
  receivedAt: Instant,
  sink: EventSink,
): Promise<Acceptance> {
  return storeBatch(await readBatch(body, sender, receivedAt), sink);
}

export interface ReadBatch {
  readonly events: readonly TrackedEvent[];
  readonly rejected: readonly TrackingRejection[];
  readonly unread: readonly UnreadOfEvent[];
}

/** Between two turns of others: some milliseconds where the machine is busy. A thousand at a time kept a shopper waiting for 30. */
const eventsPerTurn = 100;

/** Throws where the call itself has no form. */
export async function readBatch(body: JsonObject, sender: Sender, receivedAt: Instant): Promise<ReadBatch> {
  const { messages, envelope } = openBatch(body, sender, receivedAt);
  const events: TrackedEvent[] = [];
  const rejected: TrackingRejection[] = [];
  const unread: UnreadOfEvent[] = [];
  for (const [index, message] of messages.entries()) {
    if (sender.givesWay && index % eventsPerTurn === eventsPerTurn - 1) await giveWay();
    const result = readEvent(message, undefined, envelope);
    if ('rejected' in result) rejected.push(rejection(index, message, result.rejected));
    else {
      events.push(result.event);
      for (const value of result.unread ?? []) unread.push({ index, ...value });
    }
  }
  return { events, rejected, unread };
}

export async function storeBatch({ events, rejected, unread }: ReadBatch, sink: EventSink): Promise<Acceptance> {
  const acceptance = await store(events, rejected, sink);
  if (unread.length === 0) return acceptance;
  const refused = new Set(acceptance.rejected.map(({ index }) => index));
  return { ...acceptance, unread: unread.filter(({ index }) => !refused.has(index)) };
}

function openBatch(
  body: JsonObject,
  sender: Sender,
  receivedAt: Instant,
): { messages: readonly unknown[]; envelope: EventEnvelope } {
  const { batch } = body;
  if (!Array.isArray(batch) || batch.length === 0)
    throw invalidField('batch', 'must be a list with at least one event');
  const sentAt = readTimestamp(body.sentAt);
  if (sentAt === null) throw invalidField('sentAt', timestampMessage);
  const context = body.context === undefined || body.context === null ? undefined : objectOf(body.context);
  if (context === undefined && body.context !== undefined && body.context !== null) {
    throw invalidField('context', objectMessage);
  }
  return { messages: batch, envelope: { ...sender, receivedAt, sentAt, context } };
}

async function store(
  events: readonly TrackedEvent[],
  rejected: readonly TrackingRejection[],
  sink: EventSink,
): Promise<Acceptance> {
  if (events.length === 0) return { accepted: 0, duplicates: 0, rejected };
  try {
    const { duplicates, refused = [] } = await sink.accept(events);
    if (refused.length === 0) return { accepted: events.length, duplicates, rejected };
    const all = [...rejected, ...misfits(events, rejected, refused)].sort((a, b) => a.index - b.index);
    return { accepted: events.length - refused.length, duplicates, rejected: all };
  } catch (error) {
    if (!(error instanceof BusyError)) throw error;
    throw new RequestError('busy', { message: error.message, retryAfterSeconds: error.retryAfterSeconds });
  }
}

/** What the schema refused, by its place in the message of the sender: the malformed ones never became events. */
function misfits(
  events: readonly TrackedEvent[],
  malformed: readonly TrackingRejection[],
  refused: readonly RefusedEvent[],
): TrackingRejection[] {
  const skipped = new Set(malformed.map(({ index }) => index));
  const places = Array.from({ length: events.length + malformed.length }, (_, place) => place).filter(
    (place) => !skipped.has(place),
  );
  return refused.map(({ index, reason, field, message, keptAside }) => ({
    index: places[index] ?? index,
    messageId: events[index]?.messageId ?? null,
    ...{ field, message, reason, keptAside },
  }));
}

function rejection(
  index: number,
  message: unknown,
  { field, message: reason }: { field: string; message: string },
): TrackingRejection {
  const messageId = objectOf(message)?.messageId;
  return {
    index,
    messageId: typeof messageId === 'string' ? messageId.slice(0, 200) : null,
    field,
    message: `${field} ${reason}`,
  };
}

function invalidField(field: string, reason: string): RequestError {
  return fieldError(field, 'wrong_form', `${field} ${reason}`);
}
