import type { Json, JsonObject } from '#contracts/json.ts';
import type { FieldType } from '#contracts/schema/schema.ts';
import type { MendStep } from '#contracts/schema/schema-kept-aside.ts';
import type { TrackedEvent } from '#contracts/tracked-event.ts';
import { coerce, type Formats } from './coerce.ts';
import { changeInside, isObject, segmentsOf } from './path.ts';

/**
 * An event that was kept aside, with each step of the mending done in turn. Its message id, times and people stay; a step
 * that finds nothing to do changes nothing.
 */
export function mendEvent(event: TrackedEvent, steps: readonly MendStep[], formats: Formats): TrackedEvent {
  return steps.reduce((mended, step) => mendOnce(mended, step, formats), event);
}

function mendOnce(event: TrackedEvent, step: MendStep, formats: Formats): TrackedEvent {
  const { content } = event;
  if (step.action === 'rename_event') {
    return content.type === 'track' ? { ...event, content: { ...content, name: step.to } } : event;
  }
  if (content.type === 'identify') {
    return { ...event, content: { ...content, traits: mendValues(content.traits, step, formats) } };
  }
  return { ...event, content: { ...content, properties: mendValues(content.properties, step, formats) } };
}

function mendValues(
  values: JsonObject,
  step: Exclude<MendStep, { action: 'rename_event' }>,
  formats: Formats,
): JsonObject {
  switch (step.action) {
    case 'rename':
      return rename(values, step.from, step.to);
    case 'cast':
      return changeInside(values, segmentsOf(step.path), (value) =>
        value === undefined ? undefined : (cast(value, step.type, formats) ?? value),
      );
    case 'set':
      return changeInside(values, segmentsOf(step.path), () => step.value);
    case 'remove':
      return changeInside(values, segmentsOf(step.path), () => undefined);
  }
}

/** Between the same parents only the last name changes, which also works inside of lists; else the value moves. */
function rename(values: JsonObject, from: string, to: string): JsonObject {
  const source = segmentsOf(from);
  const target = segmentsOf(to);
  const parent = source.slice(0, -1);
  const [oldName = '', newName = ''] = [source.at(-1), target.at(-1)];
  if (parent.join('.') === target.slice(0, -1).join('.')) {
    return changeInside(values, parent, (holder) => (isObject(holder) ? renameKey(holder, oldName, newName) : holder));
  }
  // Several elements of a list have no one place to go to.
  if (source.includes('[]') || target.includes('[]')) return values;
  let moved: Json | undefined;
  const without = changeInside(values, source, (value) => {
    moved = value;
    return undefined;
  });
  return moved === undefined ? values : changeInside(without, target, () => moved);
}

function renameKey(holder: JsonObject, from: string, to: string): JsonObject {
  if (!Object.hasOwn(holder, from) || from === to) return holder;
  return Object.fromEntries(
    Object.entries(holder).flatMap(([key, value]) => (key === to ? [] : [[key === from ? to : key, value] as const])),
  );
}

/** More than conversion without loss: a person has looked at what comes out. */
function cast(value: Json, type: FieldType, formats: Formats): Json | undefined {
  const exact = coerce(value, type, formats);
  if (exact !== undefined) return exact;
  if (type === 'list' && value !== null) return typeof value === 'string' ? splitList(value) : [value];
  if ((type === 'number' || type === 'integer') && typeof value === 'string') {
    const number = readAmount(value);
    return number === undefined || type === 'number' ? number : Math.round(number);
  }
  if (type === 'integer' && typeof value === 'number') return Math.round(value);
  if (type === 'string' && value !== null) return JSON.stringify(value);
  return undefined;
}

function splitList(text: string): string[] {
  return text
    .split(/[,;、，；|]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/**
 * "1,299.00 €", "12,50", "¥1 299": the last mark with one or two digits behind it is the decimal one, the others group.
 */
function readAmount(text: string): number | undefined {
  const digits = /^[^\d-]*(-?\d[\d.,'’\s]*)[^\d]*$/.exec(text)?.[1]?.replace(/[\s'’]/g, '');
  if (digits === undefined) return undefined;
  const [, whole = digits, fraction = ''] = /^(.*)[.,](\d{1,2})$/.exec(digits) ?? [];
  const number = Number(`${whole.replace(/[.,]/g, '')}${fraction === '' ? '' : `.${fraction}`}`);
  return Number.isFinite(number) ? number : undefined;
}
