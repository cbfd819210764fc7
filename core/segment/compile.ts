import type { ProfileId } from '#contracts/identifiers.ts';
import type { Release } from '#contracts/release.ts';
import type { LeafCondition, SegmentCondition } from '#contracts/segment.ts';
import { newProfileState } from '../state.ts';
import type { StatePart } from './changed-parts.ts';
import { kindOf } from './conditions/index.ts';
import type { Counter } from './counter.ts';
import { type HappeningIndex, indexCounters } from './happening-index.ts';
import { conditionHolds } from './holds.ts';
import { type Referenced, referencedSegments, resolveReference } from './reference.ts';
import type { SegmentSettings } from './segment-settings.ts';

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
  readonly settings: SegmentSettings;
  /** What conditions that ask for other segments stand for. */
  readonly referenced: Referenced;
  readonly segments: ReadonlyMap<string, CompiledSegment>;
  readonly counters: ReadonlyMap<string, Counter>;
  readonly happenings: HappeningIndex;
  readonly segmentsByCounter: ReadonlyMap<string, readonly string[]>;
  readonly segmentsByPart: ReadonlyMap<StatePart, readonly string[]>;
  /** Segments that time alone may move although they read no counter. */
  readonly segmentsByClock: readonly string[];
  /** Segments of somebody of whom nothing is known: what never happened, traits that are missing, everybody. */
  readonly blankSegments: readonly string[];
  /** Releases that brought segments or counters, ascending: each sends one seed to everybody who was known before it and whom it may concern. */
  readonly releases: readonly number[];
  /** What the seed of a release may answer: the segments that it brought, and those that read counters it brought. */
  readonly segmentsByRelease: ReadonlyMap<number, readonly string[]>;
  /** Those of them that nobody has to wait for any more, with the profiles that are excepted. */
  readonly completeReleases: ReadonlyMap<number, ReadonlySet<ProfileId>>;
  /** Condition -> keys of the counters that it reads. */
  readonly counterKeys: ReadonlyMap<LeafCondition, readonly string[]>;
}

export function compileSegments(
  segments: Release['segments'],
  extraConditions: readonly PublishedCondition[],
  settings: SegmentSettings,
  countedSince: NonNullable<Release['countedSince']> = {},
  /** Releases that brought something else whose history is to come. */
  otherReleases: readonly number[] = [],
  completeHistories: NonNullable<Release['completeHistories']> = [],
): CompiledSegments {
  const referenced = referencedSegments(segments);
  const counterKeys = new Map<LeafCondition, readonly string[]>();
  const counters = new Map<string, Counter>();
  for (const { condition, sinceRelease } of [...segments, ...extraConditions]) {
    for (const leaf of leavesOf(condition, referenced)) {
      const read = kindOf(leaf).counters(leaf, sinceRelease, settings);
      counterKeys.set(
        leaf,
        read.map((counter) => counter.key),
      );
      for (const counted of read) {
        const counter = { ...counted, since: countedSince[counted.key] ?? sinceRelease };
        const known = counters.get(counter.key);
        if (known === undefined || counter.since < known.since) counters.set(counter.key, counter);
      }
    }
  }

  const compiled = new Map<string, CompiledSegment>();
  const byCounter = new Map<string, Set<string>>();
  const byPart = new Map<StatePart, Set<string>>();
  const byRelease = new Map<number, Set<string>>();
  const byClock = new Set<string>();
  for (const { id, condition, sinceRelease } of segments) {
    const leaves = leavesOf(condition, referenced);
    const keys = new Set(leaves.flatMap((leaf) => counterKeys.get(leaf) ?? []));
    const read = [...keys].flatMap((key) => counters.get(key) ?? []);
    compiled.set(id, { id, condition, sinceRelease, counters: read });
    for (const counter of read) add(byCounter, counter.key, id);
    for (const release of [sinceRelease, ...read.map((counter) => counter.since)]) add(byRelease, release, id);
    for (const part of leaves.flatMap((leaf) => kindOf(leaf).reads(leaf))) add(byPart, part, id);
    if (leaves.some((leaf) => kindOf(leaf).nextFlip && !counterKeys.get(leaf)?.length)) byClock.add(id);
  }

  const births = [...counters.values()].map((counter) => counter.since);
  const withoutBlank: CompiledSegments = {
    settings,
    referenced,
    segments: compiled,
    counters,
    happenings: indexCounters(counters.values()),
    segmentsByCounter: new Map([...byCounter].map(([key, ids]) => [key, [...ids]])),
    segmentsByPart: new Map([...byPart].map(([part, ids]) => [part, [...ids]])),
    segmentsByClock: [...byClock],
    segmentsByRelease: new Map([...byRelease].map(([release, ids]) => [release, [...ids]])),
    releases: [...new Set([...segments.map((segment) => segment.sinceRelease), ...births, ...otherReleases])].sort(
      (a, b) => a - b,
    ),
    completeReleases: new Map(completeHistories.map(({ release, except }) => [release, new Set(except)])),
    counterKeys,
    blankSegments: [],
  };
  const blank = newProfileState('', 0);
  const holding = segments.filter(({ condition }) => conditionHolds(withoutBlank, condition, blank, 0));
  return { ...withoutBlank, blankSegments: holding.map((segment) => segment.id) };
}

/** The conditions at the ends of the tree, those of segments that it asks for among them. */
export function leavesOf(condition: SegmentCondition, referenced: Referenced): readonly LeafCondition[] {
  switch (condition.type) {
    case 'all':
    case 'any':
      return condition.conditions.flatMap((part) => leavesOf(part, referenced));
    case 'not':
      return leavesOf(condition.condition, referenced);
    case 'segment':
    case 'lifecycle':
      return leavesOf(resolveReference(referenced, condition), referenced);
    default:
      return [condition];
  }
}

function add<Key>(index: Map<Key, Set<string>>, key: Key, segment: string): void {
  const segments = index.get(key) ?? new Set();
  index.set(key, segments.add(segment));
}
