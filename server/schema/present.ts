import type { FieldRule, FieldType, PersonalClass } from '#contracts/schema/schema.ts';
import type { SchemaField } from '#contracts/schema/schema-registry.ts';
import {
  distinctValues,
  type FieldObservation,
  learnedType,
  nothingSeen,
  sharedValues,
} from '#core/schema/observation.ts';
import { personalClassOfName } from '#core/schema/personal-class.ts';

const valuesShown = 20;

export interface FieldSource {
  readonly kind: 'event' | 'trait';
  readonly path: string;
  readonly observation: FieldObservation | undefined;
  readonly rule: FieldRule | undefined;
  /** Of how many events or people. */
  readonly looked: number;
}

/** A fixed class, else the one that the name suggests. */
export function personalClassOf(path: string, kind: 'event' | 'trait', rule: FieldRule | undefined): PersonalClass {
  return rule?.personal ?? personalClassOfName(path, kind);
}

/** A field in the words of the API; values stay out where `sees` says that the caller may not see them. */
export function presentField(
  { kind, path, observation = nothingSeen, rule, looked }: FieldSource,
  sees: (personal: PersonalClass) => boolean,
): SchemaField {
  const personal = personalClassOf(path, kind, rule);
  const masked = !sees(personal);
  const { seen, nulls, least, greatest } = observation;
  return {
    path,
    learned: learnedType(observation),
    types: (Object.entries(observation.types) as [FieldType, number][])
      .map(([type, count]) => ({ type, count }))
      .sort((a, b) => b.count - a.count),
    // The elements of a list are seen several times in one event.
    share: looked > 0 && seen > 0 ? Math.min(1, seen / looked) : null,
    ...{ seen, nulls, personal, masked },
    distinct: distinctValues(observation),
    ...(!masked && least !== undefined && { least }),
    ...(!masked && greatest !== undefined && { greatest }),
    values: masked ? [] : sharedValues(observation).slice(0, valuesShown),
    rule: rule ?? null,
  };
}
