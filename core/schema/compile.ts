import type { Json, JsonObject } from '#contracts/json.ts';
import type { FieldRule, FieldType, MisfitReason, SchemaMode, WorkspaceSchema } from '#contracts/schema/schema.ts';
import type { TrackedEvent } from '#contracts/tracked-event.ts';
import { coerce, type Formats } from './coerce.ts';
import { changeInside, segmentsOf } from './path.ts';

/** One thing about an event that does not fit. `path` is empty where it is the event as a whole. */
export interface Misfit {
  readonly reason: MisfitReason;
  readonly path: string;
  readonly expected?: FieldType;
}

export interface Verdict {
  /** With what converts without loss converted. */
  readonly event: TrackedEvent;
  readonly misfits: readonly Misfit[];
  readonly action: 'take' | 'keep_aside' | 'refuse';
}

/** A workspace's schema, ready to be asked for every event. */
export interface CompiledSchema {
  /** Nothing is fixed and nothing is refused: every event is taken as it is. */
  readonly idle: boolean;
  /** Undefined where the event is taken as it is, which is nearly always. */
  judge(event: TrackedEvent): Verdict | undefined;
}

interface Checker {
  /** The values converted, and into `misfits` what is wrong with them. */
  check(values: JsonObject, misfits: Misfit[]): JsonObject;
}

interface CompiledEvent extends Checker {
  readonly mode: SchemaMode;
  readonly blocked: boolean;
}

/** Traits that are words to the product itself. */
const ownTraits: ReadonlySet<string> = new Set(['consents', 'deviceToken']);

export function compileSchema(schema: WorkspaceSchema, formats: Formats): CompiledSchema {
  const { settings } = schema;
  const unknownEvent = settings.eventMode !== 'learn' && settings.unknownEvents === 'misfit';
  const events = new Map<string, CompiledEvent>();
  for (const [name, rule] of schema.events) {
    const { check } = compileFields(Object.entries(rule.fields), rule.closed, formats);
    events.set(name, { mode: rule.mode ?? settings.eventMode, blocked: rule.blocked, check });
  }
  const closedTraits = settings.unknownTraits === 'misfit';
  const fixedTraits = [...schema.traits].map(([path, rule]) => [path, { ...rule, required: false }] as const);
  const traits =
    schema.traits.size === 0 && !closedTraits
      ? undefined
      : compileFields(fixedTraits, closedTraits, formats, ownTraits);

  return {
    idle: events.size === 0 && traits === undefined && !unknownEvent,
    judge(event) {
      const { content } = event;
      if (content.type === 'identify') {
        if (traits === undefined) return undefined;
        const misfits: Misfit[] = [];
        const values = traits.check(content.traits, misfits);
        if (values === content.traits) return verdict(event, misfits, settings.traitMode);
        const converted = { ...event, content: { ...content, traits: values } };
        return verdict(converted, misfits, settings.traitMode) ?? taken(converted);
      }
      const rule = events.get(content.name);
      if (rule === undefined) {
        return unknownEvent ? verdict(event, [{ reason: 'unknown_event', path: '' }], settings.eventMode) : undefined;
      }
      if (rule.blocked) return { event, misfits: [{ reason: 'event_blocked', path: '' }], action: 'refuse' };
      const misfits: Misfit[] = [];
      const values = rule.check(content.properties, misfits);
      if (values === content.properties) return verdict(event, misfits, rule.mode);
      const converted = { ...event, content: { ...content, properties: values } };
      return verdict(converted, misfits, rule.mode) ?? taken(converted);
    },
  };
}

function taken(event: TrackedEvent): Verdict {
  return { event, misfits: [], action: 'take' };
}

function verdict(event: TrackedEvent, misfits: readonly Misfit[], mode: SchemaMode): Verdict | undefined {
  if (misfits.length === 0 || mode === 'learn') return undefined;
  return { event, misfits, action: mode === 'enforce' ? 'keep_aside' : 'take' };
}

function compileFields(
  rules: readonly (readonly [string, FieldRule])[],
  closed: boolean,
  formats: Formats,
  known: ReadonlySet<string> = new Set(),
): Checker {
  const checks = rules
    .filter(([, rule]) => rule.required || rule.type !== undefined || rule.allowed !== undefined)
    .map(([path, rule]) => compileField(path, rule, formats));
  const names = new Set([...known, ...rules.map(([path]) => segmentsOf(path)[0] ?? '')]);
  return {
    check(values, misfits) {
      let checked = values;
      for (const check of checks) checked = check(checked, misfits);
      if (closed) {
        for (const name in values) if (!names.has(name)) misfits.push({ reason: 'unknown_property', path: name });
      }
      return checked;
    },
  };
}

function compileField(path: string, { type, required, allowed }: FieldRule, formats: Formats) {
  const segments = segmentsOf(path);
  const [first = ''] = segments;
  const values = allowed === undefined ? undefined : new Set<Json>(allowed);

  const judge = (value: Json | undefined, misfits: Misfit[]): Json | undefined => {
    if (value === undefined || value === null) {
      if (required) misfits.push({ reason: 'missing_property', path });
      return value;
    }
    const converted = type === undefined ? value : coerce(value, type, formats);
    if (converted === undefined) {
      misfits.push({ reason: 'wrong_type', path, ...(type !== undefined && { expected: type }) });
      return value;
    }
    if (values !== undefined && !isAllowed(converted, values)) misfits.push({ reason: 'value_not_allowed', path });
    return converted;
  };

  return (all: JsonObject, misfits: Misfit[]): JsonObject => {
    if (segments.length > 1) return changeInside(all, segments, (value) => judge(value, misfits));
    const before = Object.hasOwn(all, first) ? all[first] : undefined;
    const after = judge(before, misfits);
    return after === before || after === undefined ? all : { ...all, [first]: after };
  };
}

/** Of a list each element must be allowed. */
function isAllowed(value: Json, allowed: ReadonlySet<Json>): boolean {
  return Array.isArray(value) ? value.every((element) => allowed.has(element)) : allowed.has(value);
}
