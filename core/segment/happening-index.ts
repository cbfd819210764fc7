import type { EventMatch } from '#contracts/condition.ts';
import type { Happening } from '../work.ts';
import { toText } from './coerce.ts';
import type { Counter } from './counter.ts';
import { propertyHolds } from './property-test.ts';
import { scalarsOf, valueAt } from './property-value.ts';

/** From a happening to the counters that count it, without looking at the others. */
export type HappeningIndex = ReadonlyMap<string, NameIndex>;

/**
 * The counters of one event name. Those that ask for a property to equal a text are found by that text: a thousand
 * segments about a thousand products cost the view of one product one look-up.
 */
interface NameIndex {
  readonly byText: ReadonlyMap<string, ReadonlyMap<string, readonly Counter[]>>;
  readonly others: readonly Counter[];
}

interface GrowingIndex {
  readonly byText: Map<string, Map<string, Counter[]>>;
  readonly others: Counter[];
}

export function indexCounters(counters: Iterable<Counter>): HappeningIndex {
  const index = new Map<string, GrowingIndex>();
  for (const counter of counters) {
    const name = indexKey(counter.source, counter.match.event);
    const entry: GrowingIndex = index.get(name) ?? { byText: new Map(), others: [] };
    index.set(name, entry);
    const anchor = textAnchor(counter.match);
    if (anchor === undefined) {
      entry.others.push(counter);
      continue;
    }
    const texts = entry.byText.get(anchor.name) ?? new Map<string, Counter[]>();
    entry.byText.set(anchor.name, texts);
    for (const text of new Set(anchor.texts)) texts.set(text, [...(texts.get(text) ?? []), counter]);
  }
  return index;
}

/** The counters that count a happening, each once. */
export function countersOf(index: HappeningIndex, happening: Happening): readonly Counter[] {
  const source = happening.engagement === undefined ? 'event' : 'engagement';
  const entry = index.get(indexKey(source, happening.engagement ?? happening.name));
  if (entry === undefined) return [];
  const found = new Set<Counter>();
  for (const counter of entry.others) if (passes(counter, happening)) found.add(counter);
  for (const [name, texts] of entry.byText) {
    for (const value of scalarsOf(valueAt(happening.properties, name))) {
      for (const counter of texts.get(toText(value)) ?? []) if (passes(counter, happening)) found.add(counter);
    }
  }
  return [...found];
}

function passes(counter: Counter, happening: Happening): boolean {
  return counter.match.where.every((test) => propertyHolds(test, happening.properties));
}

/** The first test that asks for certain texts, if there is one. */
function textAnchor(match: EventMatch): { readonly name: string; readonly texts: readonly string[] } | undefined {
  for (const test of match.where) {
    if (test.operator === 'equals' && typeof test.value === 'string') return { name: test.name, texts: [test.value] };
    if (test.operator === 'one_of' && test.value.every((value) => typeof value === 'string')) {
      return { name: test.name, texts: test.value };
    }
  }
  return undefined;
}

function indexKey(source: Counter['source'], name: string): string {
  return `${source} ${name}`;
}
