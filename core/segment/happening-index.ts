import type { PropertyTest } from '#contracts/condition.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { Happening } from '../work.ts';
import { toNumber, toText } from './coerce.ts';
import type { Counter } from './counter.ts';
import { productsOf } from './measure.ts';
import { propertyHolds } from './property-test.ts';
import { listMark, scalarsOf, valueAt } from './property-value.ts';
import { traitRoot } from './trait-root.ts';

/** From a happening to the counters that count it, without looking at the others. */
export type HappeningIndex = ReadonlyMap<string, NameIndex>;

/**
 * The counters of one event name. They are found by one of their tests: those that ask for a text or a number by the value,
 * those that ask for more or less than a number in the order of their limits. So a thousand segments about a thousand
 * products, or prices, cost the view of one product one look-up. Those that ask alike are looked at once.
 */
interface NameIndex {
  /** By the first part of the path of the property that is asked for. */
  readonly byRoot: ReadonlyMap<string, readonly PathIndex[]>;
  /** Those that no test leads to. */
  readonly others: readonly Question[];
}

interface GrowingIndex {
  readonly byRoot: Map<string, PathIndex[]>;
  readonly others: Question[];
}

/** Counters that ask for the same, whatever they keep of it. */
interface Question {
  readonly where: readonly PropertyTest[];
  readonly product: readonly PropertyTest[] | undefined;
  readonly counters: Counter[];
}

interface PathIndex {
  readonly path: string;
  readonly texts: Map<string, Question[]>;
  readonly numbers: Map<number, Question[]>;
  /** Ascending: whatever is larger than the limit, or as large, may pass. */
  readonly above: Limit[];
  /** Descending. */
  readonly below: Limit[];
}

interface Limit {
  readonly limit: number;
  readonly question: Question;
}

export function indexCounters(counters: Iterable<Counter>): HappeningIndex {
  const index = new Map<string, GrowingIndex>();
  for (const question of questionsOf(counters)) {
    const [first] = question.counters;
    if (first === undefined) continue;
    const name = indexKey(first.source, first.match.event);
    const entry: GrowingIndex = index.get(name) ?? { byRoot: new Map(), others: [] };
    index.set(name, entry);
    const anchor = anchorOf(question);
    if (anchor === undefined) entry.others.push(question);
    else addTo(pathIndexOf(entry.byRoot, anchor.name), anchor, question);
  }
  for (const { byRoot } of index.values()) {
    for (const { above, below } of [...byRoot.values()].flat()) {
      above.sort((a, b) => a.limit - b.limit);
      below.sort((a, b) => b.limit - a.limit);
    }
  }
  return index;
}

/** The counters that count a happening, each once. */
export function countersOf(index: HappeningIndex, happening: Happening): readonly Counter[] {
  const source = happening.engagement === undefined ? 'event' : 'engagement';
  const entry = index.get(indexKey(source, happening.engagement ?? happening.name));
  if (entry === undefined) return none;
  const found: Counter[] = [];
  for (const question of entry.others) ask(question, happening, found);
  if (entry.byRoot.size === 0) return found;
  // Whichever are fewer: the event's properties, or those that somebody asks for.
  const names = Object.keys(happening.properties);
  if (entry.byRoot.size < names.length) {
    for (const paths of entry.byRoot.values()) askPaths(paths, happening, found);
  } else {
    for (const name of names) askPaths(entry.byRoot.get(name), happening, found);
  }
  return found;
}

const none: readonly Counter[] = [];

function askPaths(paths: readonly PathIndex[] | undefined, happening: Happening, found: Counter[]): void {
  if (paths === undefined) return;
  for (const { path, texts, numbers, above, below } of paths) {
    const values = scalarsOf(valueAt(happening.properties, path));
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    // A list may lead to the same question twice, and so may "1", which is a text and a number.
    let asked = values.length > 1 ? new Set<Question>() : undefined;
    for (const value of values) {
      const number = toNumber(value);
      const ofText = texts.get(toText(value));
      const ofNumber = number === undefined ? undefined : numbers.get(number);
      if (ofText !== undefined && ofNumber !== undefined) asked ??= new Set();
      askOnce(ofText, happening, found, asked);
      askOnce(ofNumber, happening, found, asked);
      if (number === undefined) continue;
      if (number < least) least = number;
      if (number > most) most = number;
    }
    for (const { limit, question } of above) {
      if (limit > most) break;
      ask(question, happening, found);
    }
    for (const { limit, question } of below) {
      if (limit < least) break;
      ask(question, happening, found);
    }
  }
}

function askOnce(
  questions: readonly Question[] | undefined,
  happening: Happening,
  found: Counter[],
  asked: Set<Question> | undefined,
): void {
  if (questions === undefined) return;
  for (const question of questions) {
    if (asked?.has(question)) continue;
    asked?.add(question);
    ask(question, happening, found);
  }
}

function ask({ where, product, counters }: Question, { properties, at }: Happening, found: Counter[]): void {
  if (!passes(where, properties)) return;
  if (product !== undefined && productsOf(properties, product).length === 0) return;
  for (const counter of counters) {
    const { within } = counter;
    if (within === undefined || (within.from <= at && at < within.to)) found.push(counter);
  }
}

function passes(where: readonly PropertyTest[], properties: JsonObject): boolean {
  for (const test of where) if (!propertyHolds(test, properties)) return false;
  return true;
}

function questionsOf(counters: Iterable<Counter>): Iterable<Question> {
  const questions = new Map<string, Question>();
  for (const counter of counters) {
    const { source, match, product } = counter;
    const words = JSON.stringify([source, match.event, match.where, product ?? null]);
    const question = questions.get(words) ?? { where: match.where, product, counters: [] };
    questions.set(words, question);
    question.counters.push(counter);
  }
  return questions.values();
}

type Anchor =
  | { readonly name: string; readonly texts: readonly string[]; readonly numbers: readonly number[] }
  | { readonly name: string; readonly above: number }
  | { readonly name: string; readonly below: number };

/** The test that the fewest happenings pass: of a certain value, else of more or less than a number. */
function anchorOf({ where, product = [] }: Question): Anchor | undefined {
  const inProducts = product.map((test): PropertyTest => ({ ...test, name: `products${listMark}${test.name}` }));
  const anchors = [...where, ...inProducts].flatMap((test) => anchorOfTest(test) ?? []);
  return anchors.find((anchor) => 'texts' in anchor) ?? anchors[0];
}

function anchorOfTest(test: PropertyTest): Anchor | undefined {
  const { name } = test;
  switch (test.operator) {
    case 'equals':
      return ofValues(name, [test.value]);
    case 'one_of':
      return ofValues(name, test.value);
    case 'all_of':
      return ofValues(name, test.value.slice(0, 1));
    case 'greater':
    case 'at_least':
      return typeof test.value === 'number' ? { name, above: test.value } : undefined;
    case 'between':
      return { name, above: test.value[0] };
    case 'less':
    case 'at_most':
      return typeof test.value === 'number' ? { name, below: test.value } : undefined;
    default:
      return undefined;
  }
}

/** What is true or false has too few values to be worth it. */
function ofValues(name: string, values: readonly (string | number | boolean)[]): Anchor | undefined {
  const texts = values.filter((value) => typeof value === 'string');
  const numbers = values.filter((value) => typeof value === 'number');
  return texts.length + numbers.length === values.length ? { name, texts, numbers } : undefined;
}

function pathIndexOf(byRoot: Map<string, PathIndex[]>, path: string): PathIndex {
  const root = traitRoot(path);
  const paths = byRoot.get(root) ?? [];
  byRoot.set(root, paths);
  const known = paths.find((one) => one.path === path);
  if (known !== undefined) return known;
  const added: PathIndex = { path, texts: new Map(), numbers: new Map(), above: [], below: [] };
  paths.push(added);
  return added;
}

function addTo(paths: PathIndex, anchor: Anchor, question: Question): void {
  if ('above' in anchor) paths.above.push({ limit: anchor.above, question });
  else if ('below' in anchor) paths.below.push({ limit: anchor.below, question });
  else {
    for (const text of new Set(anchor.texts)) push(paths.texts, text, question);
    for (const number of new Set(anchor.numbers)) push(paths.numbers, number, question);
  }
}

function push<Key>(map: Map<Key, Question[]>, key: Key, question: Question): void {
  const questions = map.get(key);
  if (questions === undefined) map.set(key, [question]);
  else questions.push(question);
}

function indexKey(source: Counter['source'], name: string): string {
  return `${source} ${name}`;
}
