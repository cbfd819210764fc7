import type { Instant } from '#contracts/identifiers.ts';
import type { Json } from '#contracts/json.ts';
import type { LeafCondition } from '#contracts/segment.ts';
import type { ProfileState } from '../../state.ts';
import type { StatePart } from '../changed-parts.ts';
import type { CompiledSegments } from '../compile.ts';
import type { Counter } from '../counter.ts';
import type { SegmentSettings } from '../segment-settings.ts';

/** The person that a condition is asked about. The counters of a condition that was not compiled hold nothing. */
export interface Person {
  readonly compiled: CompiledSegments;
  readonly state: ProfileState;
}

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
  /** Which settings its answer goes by, other than those that stand in its counters' keys: everybody is looked at again when one of these changes. */
  readonly settings?: (condition: Condition) => readonly (keyof SegmentSettings)[];
  readonly holds: (condition: Condition, person: Person, now: Instant) => boolean;
  /** The earliest instant after `now` at which its answer may change although nothing happens; absent where none ever does. */
  readonly nextFlip?: (condition: Condition, person: Person, now: Instant) => Instant | undefined;
  /** For an explanation; absent where there is nothing to count. */
  readonly counted?: (condition: Condition, person: Person, now: Instant) => Counted;
  /** For an explanation: what is true of her instead; absent or undefined where nothing is known. */
  readonly known?: (condition: Condition, person: Person, now: Instant) => Json | undefined;
  /** For an explanation: since when that is so; absent or undefined where it is not known. */
  readonly since?: (condition: Condition, person: Person, now: Instant) => Instant | undefined;
}
