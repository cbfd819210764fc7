import type { RunVariableType } from '#contracts/journey/variable.ts';
import type { JourneyDefinition } from '#contracts/journey.ts';
import type { Json, JsonObject } from '#contracts/json.ts';
import { toBoolean, toNumber, toText } from '../segment/coerce.ts';
import { type Scalar, scalarsOf, valueAt } from '../segment/property-value.ts';
import { toInstant } from '../segment/time/iso-instant.ts';

/** Bytes of JSON of one value: a run with its variables goes with each of its messages, all in one document. */
const mostBytes = 1_024;

/** The variables that what starts a run fills. */
export function firstVariables(definition: JourneyDefinition, properties: JsonObject): JsonObject {
  const said = (definition.variables ?? []).flatMap(({ name, from }) =>
    from === undefined ? [] : [[name, valueAt(properties, from) ?? null] as const],
  );
  return withVariables(definition, {}, Object.fromEntries(said));
}

/** Sets variables that the journey declares. What does not fit the type of one, or is too long, empties it. */
export function withVariables(definition: JourneyDefinition, before: JsonObject, said: JsonObject): JsonObject {
  const after: { [name: string]: Json } = { ...before };
  for (const { name, type } of definition.variables ?? []) {
    if (!Object.hasOwn(said, name)) continue;
    const value = fitting(type, said[name] ?? null);
    if (value === undefined || Buffer.byteLength(JSON.stringify(value)) > mostBytes) delete after[name];
    else after[name] = value;
  }
  return after;
}

function fitting(type: RunVariableType, value: Json): Json | undefined {
  if (type === 'json') return value ?? undefined;
  const [scalar] = scalarsOf(value);
  return scalar === undefined ? undefined : scalarOf(type, scalar);
}

function scalarOf(type: Exclude<RunVariableType, 'json'>, scalar: Scalar): Json | undefined {
  switch (type) {
    case 'text':
      return toText(scalar);
    case 'number':
      return toNumber(scalar);
    case 'boolean':
      return toBoolean(scalar);
    case 'date':
      return toInstant(scalar) === undefined ? undefined : scalar;
  }
}
