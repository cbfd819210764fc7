import type { ObservedPeople } from '#analytics/schema/observe-people.ts';
import type { Sql } from '#components/postgres/database.ts';
import type { Catalog } from '#contracts/api/catalog.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import type { FieldRule, LearnedType, PersonalClass, WorkspaceSchema } from '#contracts/schema/schema.ts';
import { type FieldObservation, learnedType, sharedValues } from '#core/schema/observation.ts';
import { readEvents, readFields } from './learn/learned-store.ts';
import { personalClassOf } from './present.ts';
import { readSchema } from './rules.ts';

type SeenField = Catalog['traits'][number];

export interface CatalogParts {
  readonly sql: Sql;
  readonly workspace: WorkspaceId;
  readonly observedTraits: () => Promise<ObservedPeople>;
  readonly sees: (personal: PersonalClass, schema: WorkspaceSchema) => boolean;
}

const examplesShown = 20;

const words: { readonly [type in LearnedType]: SeenField['type'] } = {
  ...{ string: 'text', email: 'text', phone: 'text', url: 'text', country: 'text', currency: 'text' },
  ...{ mixed: 'text', unknown: 'text', number: 'number', integer: 'number', boolean: 'boolean' },
  ...{ date: 'date', date_time: 'date', list: 'list', object: 'object' },
};

/**
 * What was seen lately, with what the registry knows: names and properties that a short look does not find, fixed types,
 * allowed values in place of examples, nothing of blocked events.
 */
export async function enrichCatalog(parts: CatalogParts, catalog: Catalog): Promise<Catalog> {
  const { sql, workspace } = parts;
  const [schema, learned, fields, people] = await Promise.all([
    readSchema(sql, workspace),
    readEvents(sql, workspace),
    readFields(sql, workspace),
    parts.observedTraits(),
  ]);
  const sees = (personal: PersonalClass) => parts.sees(personal, schema);
  const byEvent = Map.groupBy(fields, ({ name }) => name);
  const known = new Map(catalog.events.map((event) => [event.name, event]));
  for (const { name, events, lastAt } of learned) {
    if (name === '' || known.has(name)) continue;
    known.set(name, { name, count: events, lastSeenAt: new Date(lastAt).toISOString(), properties: [] });
  }
  return {
    ...catalog,
    events: [...known.values()]
      .filter(({ name }) => !schema.events.get(name)?.blocked)
      .map((event) => ({
        ...event,
        properties: unite(
          'event',
          event.properties,
          new Map((byEvent.get(event.name) ?? []).map(({ path, observation }) => [path, observation])),
          new Map(Object.entries(schema.events.get(event.name)?.fields ?? {})),
          sees,
        ),
      })),
    traits: unite('trait', catalog.traits, people.fields, schema.traits, sees),
  };
}

function unite(
  kind: 'event' | 'trait',
  seen: readonly SeenField[],
  observed: ReadonlyMap<string, FieldObservation>,
  rules: ReadonlyMap<string, FieldRule>,
  sees: (personal: PersonalClass) => boolean,
): SeenField[] {
  const before = new Map(seen.map((field) => [field.name, field]));
  return [...new Set([...before.keys(), ...observed.keys(), ...rules.keys()])].sort().map((name): SeenField => {
    const observation = observed.get(name);
    const rule = rules.get(name);
    const type = rule?.type ?? (observation && learnedType(observation));
    return {
      name,
      type: type === undefined ? (before.get(name)?.type ?? 'text') : words[type],
      examples: examplesOf(before.get(name), observation, rule, sees(personalClassOf(name, kind, rule))),
    };
  });
}

function examplesOf(
  before: SeenField | undefined,
  observation: FieldObservation | undefined,
  rule: FieldRule | undefined,
  seen: boolean,
): string[] {
  if (rule?.allowed !== undefined) return rule.allowed.slice(0, examplesShown).map(String);
  if (!seen) return [];
  const shared = observation === undefined ? [] : sharedValues(observation).map(({ text }) => text);
  return [...new Set([...shared, ...(before?.examples ?? [])])].slice(0, examplesShown);
}
