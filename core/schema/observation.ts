import type { FieldType, LearnedType } from '#contracts/schema/schema.ts';

/**
 * How many different values of a field are remembered: those with the smallest hashes. A value among the smallest of all
 * was among the smallest of every part that had it, so its count is exact, and the density of the hashes tells how many
 * different values there are (k minimum values; Bar-Yossef et al., 2002).
 */
export const keptValues = 48;

export interface SeenValue {
  readonly hash: number;
  readonly count: number;
  /** Hash of the only person it was seen with; null from the second person on. */
  readonly owner: number | null;
  readonly text?: string;
}

/** What was seen of one property or trait. Merging is associative and commutative, whatever order the parts came in. */
export interface FieldObservation {
  readonly seen: number;
  readonly nulls: number;
  readonly types: { readonly [type in FieldType]?: number };
  readonly least?: number;
  readonly greatest?: number;
  /** Ascending by hash, at most `keptValues`. */
  readonly values: readonly SeenValue[];
}

export const nothingSeen: FieldObservation = { seen: 0, nulls: 0, types: {}, values: [] };

export function mergeObservations(a: FieldObservation, b: FieldObservation): FieldObservation {
  const least = extreme(Math.min, a.least, b.least);
  const greatest = extreme(Math.max, a.greatest, b.greatest);
  return {
    seen: a.seen + b.seen,
    nulls: a.nulls + b.nulls,
    types: mergeTypes(a.types, b.types),
    ...(least !== undefined && { least }),
    ...(greatest !== undefined && { greatest }),
    values: mergeValues(a.values, b.values),
  };
}

function mergeTypes(a: FieldObservation['types'], b: FieldObservation['types']): FieldObservation['types'] {
  const types: { [type in FieldType]?: number } = { ...a };
  for (const [type, count] of Object.entries(b)) types[type as FieldType] = (types[type as FieldType] ?? 0) + count;
  return types;
}

function mergeValues(a: readonly SeenValue[], b: readonly SeenValue[]): SeenValue[] {
  const merged: SeenValue[] = [];
  for (let left = 0, right = 0; merged.length < keptValues; ) {
    const mine = a[left];
    const other = b[right];
    if (mine === undefined && other === undefined) break;
    if (other === undefined || (mine !== undefined && mine.hash < other.hash)) {
      if (mine !== undefined) merged.push(mine);
      left++;
    } else if (mine === undefined || other.hash < mine.hash) {
      merged.push(other);
      right++;
    } else {
      merged.push(joinValue(mine, other));
      left++;
      right++;
    }
  }
  return merged;
}

/** Two texts of one hash are rare; the lesser one stands for both, so that the order of merging does not matter. */
export function joinValue(a: SeenValue, b: SeenValue): SeenValue {
  const text = a.text === undefined || (b.text !== undefined && b.text < a.text) ? b.text : a.text;
  return {
    hash: a.hash,
    count: a.count + b.count,
    owner: a.owner === b.owner ? a.owner : null,
    ...(text !== undefined && { text }),
  };
}

function extreme(
  choose: (a: number, b: number) => number,
  a: number | undefined,
  b: number | undefined,
): number | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return choose(a, b);
}

/**
 * What is written down. A text that only one person has may tell who she is, so it is left out until a second has it:
 * then the newer sighting brings it along.
 */
export function withoutPrivateTexts(observation: FieldObservation): FieldObservation {
  return {
    ...observation,
    values: observation.values.map(({ text, ...value }) =>
      value.owner === null && text !== undefined ? { ...value, text } : value,
    ),
  };
}

const textual: ReadonlySet<FieldType> = new Set(['email', 'phone', 'url', 'country', 'currency', 'date', 'date_time']);

/** The narrowest type that holds every value that was seen. */
export function learnedType({ types }: Pick<FieldObservation, 'types'>): LearnedType {
  const seen = (Object.keys(types) as FieldType[]).filter((type) => (types[type] ?? 0) > 0);
  const [only] = seen;
  if (only === undefined) return 'unknown';
  if (seen.length === 1) return only;
  if (seen.every((type) => type === 'integer' || type === 'number')) return 'number';
  if (seen.every((type) => type === 'date' || type === 'date_time')) return 'date_time';
  return seen.every((type) => type === 'string' || textual.has(type)) ? 'string' : 'mixed';
}

/** About how many different values there are; exact below `keptValues`. */
export function distinctValues({ values }: Pick<FieldObservation, 'values'>): number {
  const last = values.at(-1);
  if (last === undefined || values.length < keptValues) return values.length;
  return Math.round(((keptValues - 1) * 0x1_0000_0000) / (last.hash + 1));
}

/** Values that at least two people have, the most frequent first. */
export function sharedValues({ values }: Pick<FieldObservation, 'values'>): { text: string; count: number }[] {
  return values
    .flatMap(({ text, count, owner }) => (owner === null && text !== undefined ? [{ text, count }] : []))
    .sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1));
}
