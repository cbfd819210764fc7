import type { Release } from '#contracts/release.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import { type Counter, type CountingCondition, counterOf } from './counter.ts';
import { type HappeningIndex, indexCounters } from './happening-index.ts';
import { conditionHolds } from './holds.ts';

/** A condition outside of segments (of a journey's node) that needs counters too. */
export interface PublishedCondition {
  readonly condition: SegmentCondition;
  readonly sinceRelease: number;
}

export interface CompiledSegment extends PublishedCondition {
  readonly id: string;
  /** Counters that it reads, and the releases from which on they are counted live. */
  readonly counters: readonly Counter[];
}

/** The segments of a release, indexed from what may happen to what must then be looked at. */
export interface CompiledSegments {
  readonly segments: ReadonlyMap<string, CompiledSegment>;
  readonly counters: ReadonlyMap<string, Counter>;
  readonly happenings: HappeningIndex;
  readonly segmentsByCounter: ReadonlyMap<string, readonly string[]>;
  /** By the first part of the trait's path. */
  readonly segmentsByTrait: ReadonlyMap<string, readonly string[]>;
  /** Segments of somebody of whom nothing is known: what never happened, traits that are missing, everybody. */
  readonly blankSegments: readonly string[];
  /** Releases that brought segments or counters, ascending: each sends one seed to everybody who was known before it. */
  readonly releases: readonly number[];
  /** What the seed of a release may answer: the segments that it brought, and those that read counters it brought. */
  readonly segmentsByRelease: ReadonlyMap<number, readonly string[]>;
  /** Condition node -> key of its counter, absent where it holds always. */
  readonly counterKeys: ReadonlyMap<SegmentCondition, string | undefined>;
}

export function compileSegments(
  segments: Release['segments'],
  extraConditions: readonly PublishedCondition[],
  countedSince: NonNullable<Release['countedSince']> = {},
  /** Releases that brought something else whose history is to come. */
  otherReleases: readonly number[] = [],
): CompiledSegments {
  const counterKeys = new Map<SegmentCondition, string | undefined>();
  const counters = new Map<string, Counter>();
  const all = [...segments, ...extraConditions];
  for (const { condition, sinceRelease } of all) {
    for (const leaf of countingLeaves(condition)) {
      const counted = counterOf(leaf, sinceRelease);
      const counter = counted && { ...counted, since: countedSince[counted.key] ?? sinceRelease };
      counterKeys.set(leaf, counter?.key);
      if (counter === undefined) continue;
      const known = counters.get(counter.key);
      if (known === undefined || counter.since < known.since) counters.set(counter.key, counter);
    }
  }

  const compiled = new Map<string, CompiledSegment>();
  const byCounter = new Map<string, Set<string>>();
  const byTrait = new Map<string, Set<string>>();
  const byRelease = new Map<number, Set<string>>();
  for (const { id, condition, sinceRelease } of segments) {
    const keys = new Set(countingLeaves(condition).map((leaf) => counterKeys.get(leaf)));
    const read = [...keys].flatMap((key) => (key === undefined ? [] : (counters.get(key) ?? [])));
    compiled.set(id, { id, condition, sinceRelease, counters: read });
    for (const counter of read) add(byCounter, counter.key, id);
    for (const release of [sinceRelease, ...read.map((counter) => counter.since)]) add(byRelease, release, id);
    for (const trait of traitsOf(condition)) add(byTrait, trait, id);
  }

  const births = [...counters.values()].map((counter) => counter.since);
  const withoutBlank: CompiledSegments = {
    segments: compiled,
    counters,
    happenings: indexCounters(counters.values()),
    segmentsByCounter: new Map([...byCounter].map(([key, ids]) => [key, [...ids]])),
    segmentsByTrait: new Map([...byTrait].map(([trait, ids]) => [trait, [...ids]])),
    segmentsByRelease: new Map([...byRelease].map(([release, ids]) => [release, [...ids]])),
    releases: [...new Set([...segments.map((segment) => segment.sinceRelease), ...births, ...otherReleases])].sort(
      (a, b) => a - b,
    ),
    counterKeys,
    blankSegments: [],
  };
  const blank = { traits: {}, counters: {} };
  const holding = segments.filter(({ condition }) => conditionHolds(withoutBlank, condition, blank, 0));
  return { ...withoutBlank, blankSegments: holding.map((segment) => segment.id) };
}

/** What stands before the first dot of a trait's path: the trait that changes when anything below it does. */
export function traitRoot(path: string): string {
  return path.split('.', 1)[0] ?? path;
}

function countingLeaves(condition: SegmentCondition): readonly CountingCondition[] {
  return leaves(condition).flatMap((leaf) => (leaf.type === 'event' || leaf.type === 'engagement' ? [leaf] : []));
}

/** The traits that a condition asks for, by the first part of their paths. */
export function traitsOf(condition: SegmentCondition): readonly string[] {
  return leaves(condition).flatMap((leaf) => (leaf.type === 'trait' ? [traitRoot(leaf.test.name)] : []));
}

function leaves(condition: SegmentCondition): readonly SegmentCondition[] {
  switch (condition.type) {
    case 'all':
    case 'any':
      return condition.conditions.flatMap(leaves);
    case 'not':
      return leaves(condition.condition);
    default:
      return [condition];
  }
}

function add<Key>(index: Map<Key, Set<string>>, key: Key, segment: string): void {
  const segments = index.get(key) ?? new Set();
  index.set(key, segments.add(segment));
}
