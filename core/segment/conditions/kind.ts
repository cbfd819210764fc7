import type { Instant } from '#contracts/identifiers.ts';
import type { LeafCondition } from '#contracts/segment.ts';
import type { ProfileState } from '../../state.ts';
import type { CompiledSegments } from '../compile.ts';
import type { Counter } from '../counter.ts';
import type { SegmentSettings } from '../segment-settings.ts';

/** The part of a person's state that conditions read. */
export type Known = Pick<ProfileState, 'traits' | 'counters'>;

/** The person that a condition is asked about. The counters of a condition that was not compiled hold nothing. */
export interface Person {
  readonly compiled: CompiledSegments;
  readonly state: Known;
}

/** A piece of a person's state that may change without a happening. Traits go by the first part of their path. */
export type StatePart = `trait ${string}`;

/** What was counted for a condition: how many happenings lie in its window, as far as it needs to know, and the newest. */
export interface Counted {
  readonly times: number;
  readonly newestAt?: Instant;
}

/** Everything that the live evaluator must know of one kind of condition. Its bulk twin stands in analytics/segment/conditions. */
export interface ConditionKind<Condition extends LeafCondition> {
  /** The counters that it reads, in an order that `timesOf` goes by; none where it counts nothing or holds always. */
  readonly counters: (condition: Condition, since: number, settings: SegmentSettings) => readonly Counter[];
  /** What else it reads: it is looked at again when one of these changes. */
  readonly reads: (condition: Condition) => readonly StatePart[];
  readonly holds: (condition: Condition, person: Person, now: Instant) => boolean;
  /** The earliest instant after `now` at which its answer may change although nothing happens. */
  readonly nextFlip: (condition: Condition, person: Person, now: Instant) => Instant | undefined;
  /** For an explanation; absent where there is nothing to count. */
  readonly counted?: (condition: Condition, person: Person, now: Instant) => Counted;
}
