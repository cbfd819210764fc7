import type { Json, JsonObject } from '#contracts/json.ts';
import type { PayloadMapping, PayloadRule } from '#contracts/source.ts';
import { derivedMessageId, type ImportEvent } from './import-event.ts';
import { instantParser, isoText, looseValue, parseNumber } from './parse-value.ts';

export interface Payload {
  readonly body: string;
  /** Names in small letters. */
  readonly headers: { readonly [name: string]: string };
}

/** `ignored`: no rule is meant for it. `refused`: a rule is, and something that it needs is missing. */
export type ConvertedPayload =
  | { readonly type: 'event'; readonly event: ImportEvent }
  | { readonly type: 'ignored' | 'refused'; readonly detail: string };

/** What a payload becomes by the first rule that is meant for it. Never throws. `source` makes the ids its own. */
export function convertPayload(payload: Payload, mapping: PayloadMapping, source: string): ConvertedPayload {
  const body = unwrapped(payload.body, mapping.unwrap);
  if (body === undefined) return { type: 'refused', detail: 'the body is not a JSON object' };
  const read = (path: string) => valueAt(body, payload.headers, path);
  const rule = mapping.rules.find(({ when }) => when.every((one) => one.in.includes(textOf(read(one.path)))));
  if (rule === undefined) return { type: 'ignored', detail: 'no rule is meant for this payload' };
  return convert(rule, read, body, mapping.timeZone, source);
}

function convert(
  rule: PayloadRule,
  read: (path: string) => Json | undefined,
  body: JsonObject,
  timeZone: string,
  source: string,
): ConvertedPayload {
  const rooms = { traits: {}, properties: {}, externalIds: {} } as Record<string, Record<string, Json>>;
  const own: { [target: string]: string } = {};
  for (const { target, path, value, type } of rule.fields) {
    const found = (path === undefined ? undefined : typed(read(path), type)) ?? (value && looseValue(value));
    if (found === undefined || found === null || found === '') continue;
    const [room = '', ...names] = target.split('.');
    if (names.length === 0) own[target] = textOf(found);
    else put(rooms[room] ?? {}, names, found);
  }
  for (const { target, path, fields } of rule.lists) {
    const [room = '', ...names] = target.split('.');
    const list = read(path);
    if (Array.isArray(list))
      put(
        rooms[room] ?? {},
        names,
        list.map((item) => itemOf(item, fields)),
      );
  }
  const { userId, anonymousId, email, phone, timestamp } = own;
  const externalIds = Object.entries(rooms['externalIds'] ?? {}).map(([type, id]) => ({
    id: textOf(id),
    type,
    collection: 'users',
    encoding: 'none',
  }));
  if (!userId && !anonymousId && !email && !phone && externalIds.length === 0) {
    return { type: 'refused', detail: 'nothing in it says who it is: fill userId, email or phone' };
  }
  const at = timestamp === undefined ? undefined : instantParser(timeZone)(timestamp);
  if (timestamp !== undefined && at === undefined) return { type: 'refused', detail: `"${timestamp}" is no time` };
  const id = rule.id === undefined ? '' : textOf(read(rule.id));
  const messageId = derivedMessageId(source, rule.type, rule.event, id || JSON.stringify(body));
  const contact = { ...(email && { email }), ...(phone && { phone }) };
  const common = {
    messageId,
    ...(userId && { userId }),
    ...(anonymousId && { anonymousId }),
    ...(at !== undefined && { timestamp: isoText(at) }),
  };
  const inContext = { ...(externalIds.length > 0 && { externalIds }) };
  if (rule.type === 'identify') {
    const context = Object.keys(inContext).length > 0 ? { context: inContext } : {};
    return {
      type: 'event',
      event: { type: 'identify', ...common, ...context, traits: { ...rooms['traits'], ...contact } },
    };
  }
  if (rule.event === '') return { type: 'refused', detail: 'the rule names no event' };
  const context = { ...inContext, traits: { ...rooms['traits'], ...contact } };
  return {
    type: 'event',
    event: { type: 'track', ...common, context, event: rule.event, properties: { ...rooms['properties'] } },
  };
}

function itemOf(item: Json, fields: PayloadRule['lists'][number]['fields']): Json {
  const entries = fields.map(({ name, path, type }) => [name, typed(valueIn(item, path), type)] as const);
  return Object.fromEntries(entries.flatMap(([name, value]) => (value == null || value === '' ? [] : [[name, value]])));
}

function typed(value: Json | undefined, type: 'auto' | 'text' | 'number'): Json | undefined {
  if (value === undefined || value === null) return undefined;
  if (type === 'number') return typeof value === 'number' ? value : parseNumber(textOf(value));
  return type === 'text' ? textOf(value) : value;
}

function unwrapped(text: string, field: string | undefined): JsonObject | undefined {
  const body = parseObject(text);
  if (body === undefined || field === undefined) return body;
  const inner = valueIn(body, field);
  if (typeof inner !== 'string') return typeof inner === 'object' ? { ...body, ...(inner as JsonObject) } : body;
  try {
    // The fields around it say what kind of payload it is.
    const unpacked = parseObject(decodeURIComponent(inner));
    return unpacked && { ...body, ...unpacked };
  } catch {
    return undefined;
  }
}

function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

function valueAt(body: JsonObject, headers: Payload['headers'], paths: string): Json | undefined {
  for (const path of paths.split('|').map((one) => one.trim())) {
    const value = path.startsWith('header:') ? headers[path.slice(7).toLowerCase()] : valueIn(body, path);
    if (value !== undefined && value !== null && value !== '') return value;
  }
  return undefined;
}

function valueIn(value: Json, path: string): Json | undefined {
  let place: Json | undefined = value;
  for (const name of path.split('.')) {
    if (typeof place !== 'object' || place === null || !Object.hasOwn(place, name)) return undefined;
    place = (place as { readonly [name: string]: Json })[name];
  }
  return place;
}

function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value).trim();
}

function put(root: Record<string, Json>, names: readonly string[], value: Json): void {
  let place = root;
  for (const name of names.slice(0, -1)) {
    const inner = place[name];
    const next = typeof inner === 'object' && inner !== null ? (inner as Record<string, Json>) : {};
    place[name] = next;
    place = next;
  }
  place[names.at(-1) ?? ''] = value;
}
