import { groupEvent } from '#contracts/company.ts';
import { inboundEvent } from '#contracts/inbound/inbound.ts';
import type { JsonObject } from '#contracts/json.ts';
import { pointsEvent } from '#contracts/lead-score.ts';
import type { TrackedEvent } from '#contracts/tracked-event.ts';
import { eventNameLimit, type TrackingType } from '#contracts/tracking.ts';
import { objectOf } from './event-context.ts';
import { readIdentifier } from './identities.ts';
import { type FieldError, fieldError, identifierMessage, objectMessage } from './rejection.ts';

/** What one kind of message says. `traits` are those of the person, where the message brings them. */
interface Content {
  readonly content: TrackedEvent['content'];
  readonly traits?: JsonObject;
  readonly previousId?: string;
}
type ContentResult = Content | { readonly rejected: FieldError };

/** One reader per call of Segment's specification. */
export const contentReaders: { readonly [type in TrackingType]: (body: JsonObject) => ContentResult } = {
  identify(body) {
    const traits = fieldsOf(body.traits);
    if (traits === undefined) return fieldError('traits', objectMessage);
    return { content: { type: 'identify', traits }, traits };
  },

  track(body) {
    const { event } = body;
    if (typeof event !== 'string' || event.length > eventNameLimit || event.trim().length === 0) {
      return fieldError('event', 'must be the name of the event, 1 to 200 characters');
    }
    if (event.trim() === pointsEvent) return fieldError('event', 'is a name that only journeys may bring');
    if (event.trim() === inboundEvent) return fieldError('event', 'is a name that only channels may bring');
    const properties = fieldsOf(body.properties);
    if (properties === undefined) return fieldError('properties', objectMessage);
    return { content: { type: 'track', name: event.trim(), properties } };
  },

  page: (body) => readView('Page Viewed', body),
  screen: (body) => readView('Screen Viewed', body),

  group(body) {
    const groupId = readIdentifier(body.groupId);
    if (typeof groupId !== 'string') return fieldError('groupId', identifierMessage);
    const traits = fieldsOf(body.traits);
    if (traits === undefined) return fieldError('traits', objectMessage);
    return { content: { type: 'track', name: groupEvent, properties: { ...traits, groupId }, group: groupId } };
  },

  alias(body) {
    if (typeof readIdentifier(body.userId) !== 'string') return fieldError('userId', identifierMessage);
    const previousId = readIdentifier(body.previousId);
    if (typeof previousId !== 'string') return fieldError('previousId', identifierMessage);
    return { content: { type: 'identify', traits: {} }, previousId };
  },
};

/** A page or a screen is an event whose `name` and `category` stand among its properties. */
function readView(eventName: string, body: JsonObject): ContentResult {
  const name = body.name ?? undefined;
  if (name !== undefined && !isShortText(name)) return fieldError('name', 'must be a text of at most 200 characters');
  const category = body.category ?? undefined;
  if (category !== undefined && !isShortText(category)) {
    return fieldError('category', 'must be a text of at most 200 characters');
  }
  const properties = fieldsOf(body.properties);
  if (properties === undefined) return fieldError('properties', objectMessage);
  if (name === undefined && category === undefined) {
    return { content: { type: 'track', name: eventName, properties } };
  }
  const named = { ...properties, ...(name !== undefined && { name }), ...(category !== undefined && { category }) };
  return { content: { type: 'track', name: eventName, properties: named } };
}

function isShortText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= eventNameLimit;
}

function fieldsOf(value: unknown): JsonObject | undefined {
  return value === undefined || value === null ? {} : objectOf(value);
}
