import type { ObservedPeople } from '#analytics/schema/observe-people.ts';
import type { FieldRule, PersonalClass } from '#contracts/schema/schema.ts';
import type { SuggestionQuery, Suggestions } from '#contracts/schema/schema-registry.ts';
import { type FieldObservation, learnedType, nothingSeen, sharedValues } from '#core/schema/observation.ts';
import { readEvents, readFields } from './learn/learned-store.ts';
import { personalClassOf } from './present.ts';
import type { RegistryParts } from './read-events.ts';
import { readEventRules, readTraitRules } from './rules.ts';

type Suggestion = Suggestions['items'][number];

export interface SuggestParts extends RegistryParts {
  readonly observedTraits: () => Promise<ObservedPeople>;
  readonly sees: (personal: PersonalClass) => boolean;
}

/** Names, properties and values that were seen or fixed, the most frequent first. Blocked events are not suggested. */
export async function suggest(parts: SuggestParts, query: SuggestionQuery): Promise<Suggestions> {
  const wanted = query.search?.trim().toLowerCase() ?? '';
  const all = await suggestionsOf(parts, query);
  const found = all.filter(({ value }) => value.toLowerCase().includes(wanted));
  return { items: found.slice(0, query.limit) };
}

async function suggestionsOf(parts: SuggestParts, { of, event, path }: SuggestionQuery): Promise<Suggestion[]> {
  if (of === 'event') return events(parts);
  const fields = event === undefined ? await traitFields(parts) : await propertyFields(parts, event);
  // A condition cannot look into the elements of a list.
  if (of !== 'value') return fields.filter((field) => !field.path.includes('[]')).map(present);
  const field = fields.find((one) => one.path === path);
  return field === undefined ? [] : values(field, parts, event === undefined ? 'trait' : 'event');
}

interface Field {
  readonly path: string;
  readonly observation: FieldObservation;
  readonly rule: FieldRule | undefined;
}

async function events({ sql, workspace }: RegistryParts): Promise<Suggestion[]> {
  const [learned, rules] = await Promise.all([readEvents(sql, workspace), readEventRules(sql, workspace)]);
  const counts = new Map(learned.map(({ name, events: count }) => [name, count]));
  return [...new Set([...counts.keys(), ...rules.keys()])]
    .filter((name) => name !== '' && !rules.get(name)?.rule.blocked)
    .map((name) => described(name, rules.get(name)?.rule.description, counts.get(name) ?? 0));
}

async function propertyFields({ sql, workspace }: RegistryParts, event: string): Promise<Field[]> {
  const [fields, rules] = await Promise.all([readFields(sql, workspace, [event]), readEventRules(sql, workspace)]);
  const fixed = new Map(Object.entries(rules.get(event)?.rule.fields ?? {}));
  return unite(new Map(fields.map(({ path, observation }) => [path, observation])), fixed);
}

async function traitFields({ sql, workspace, observedTraits }: SuggestParts): Promise<Field[]> {
  const [{ fields }, rules] = await Promise.all([observedTraits(), readTraitRules(sql, workspace)]);
  return unite(fields, new Map([...rules].map(([path, { rule }]) => [path, rule])));
}

function unite(seen: ReadonlyMap<string, FieldObservation>, fixed: ReadonlyMap<string, FieldRule>): Field[] {
  return [...new Set([...seen.keys(), ...fixed.keys()])]
    .map((path) => ({ path, observation: seen.get(path) ?? nothingSeen, rule: fixed.get(path) }))
    .sort((a, b) => b.observation.seen - a.observation.seen || (a.path < b.path ? -1 : 1));
}

function present({ path, observation, rule }: Field): Suggestion {
  return { ...described(path, rule?.description, observation.seen), type: rule?.type ?? learnedType(observation) };
}

function values({ path, observation, rule }: Field, { sees }: SuggestParts, kind: 'event' | 'trait'): Suggestion[] {
  const counts = new Map(sharedValues(observation).map(({ text, count }) => [text, count]));
  if (rule?.allowed !== undefined) {
    return rule.allowed.map((value) => described(String(value), undefined, counts.get(String(value)) ?? 0));
  }
  if (!sees(personalClassOf(path, kind, rule))) return [];
  return [...counts].map(([text, count]) => described(text, undefined, count));
}

function described(value: string, description: string | undefined, count: number): Suggestion {
  return { value, ...(description ? { description } : {}), ...(count > 0 ? { count } : {}) };
}
