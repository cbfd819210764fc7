import type { Instant } from '#contracts/identifiers.ts';
import type { ScoreDecay, ScoreSum, ScoreSums } from '#contracts/lead-score.ts';
import { days } from '../duration.ts';

/** Of what was worth 1 at the beginning of a unit, `factor` is left at the beginning of the next. */
export interface Decay {
  readonly unitDays: number;
  readonly factor: number;
}

export function decayOf(decay: ScoreDecay): Decay {
  switch (decay.type) {
    case 'none':
      return { unitDays: 1, factor: 1 };
    case 'half_life':
      return { unitDays: 1, factor: 2 ** (-1 / decay.days) };
    case 'per_period':
      return { unitDays: decay.everyDays, factor: 1 - decay.percent / 100 };
  }
}

export function unitOf({ unitDays }: Decay, at: Instant): number {
  return Math.floor(at / days(unitDays));
}

export function startOfUnit({ unitDays }: Decay, unit: number): Instant {
  return days(unit * unitDays);
}

/** `times` events of one unit, the newest of them at `lastAt`; together they are worth `sum`. */
export function sumOf(decay: Decay, lastAt: Instant, times = 1, sum = times): ScoreSum {
  return { unit: unitOf(decay, lastAt), sum, times, lastAt };
}

/** What is left of a sum in a unit that is not before its own. */
export function leftOf({ factor }: Decay, { sum, unit }: ScoreSum, later: number): number {
  return sum * factor ** (later - unit);
}

/** Of two disjoint histories as if they were one. */
export function uniteSum(decay: Decay, left: ScoreSum, right: ScoreSum): ScoreSum {
  const unit = Math.max(left.unit, right.unit);
  return {
    unit,
    sum: leftOf(decay, left, unit) + leftOf(decay, right, unit),
    times: left.times + right.times,
    lastAt: Math.max(left.lastAt, right.lastAt),
  };
}

export function uniteSums(decay: Decay, left: ScoreSums = {}, right: ScoreSums = {}): ScoreSums {
  const united: { [rule: string]: ScoreSum } = { ...left };
  for (const [rule, sum] of Object.entries(right)) {
    const held = united[rule];
    united[rule] = held === undefined ? sum : uniteSum(decay, held, sum);
  }
  return united;
}
