import type { Instant } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { PublishedScoreRule, ScoreGrade, ScoreSums } from '#contracts/lead-score.ts';
import { propertyHolds } from '../segment/property-test.ts';
import type { CompiledLeadScore } from './compile.ts';
import { leftOf, startOfUnit, unitOf } from './score-sum.ts';

/** What one rule brings to the score of a person just now. */
export interface Contribution {
  readonly rule: PublishedScoreRule;
  readonly points: number;
  /** Of a rule on events: how often it matched, and when last. */
  readonly times?: number;
  readonly lastAt?: Instant;
}

/** What a score is computed from. */
export interface Scored {
  readonly traits: JsonObject;
  readonly sums: ScoreSums;
}

/** The rules that bring or take anything, or did so once. */
export function contributionsOf(compiled: CompiledLeadScore, scored: Scored, unit: number): readonly Contribution[] {
  return compiled.source.rules.flatMap((rule): readonly Contribution[] => {
    const { cause, points, atMost = Number.POSITIVE_INFINITY, id } = rule;
    if (cause.type === 'trait') {
      return propertyHolds(cause.test, scored.traits) ? [{ rule, points: limited(points, atMost) }] : [];
    }
    const sum = Object.hasOwn(scored.sums, id) ? scored.sums[id] : undefined;
    if (sum === undefined) return [];
    // Somebody's clock may have been ahead of ours: what is told of tomorrow counts in full today.
    const left = leftOf(compiled.decay, sum, Math.max(unit, sum.unit));
    return [{ rule, points: limited(points * left, atMost), times: sum.times, lastAt: sum.lastAt }];
  });
}

/** A whole number; undefined for somebody of whom no rule knows anything. */
export function scoreOf(compiled: CompiledLeadScore, scored: Scored, unit: number): number | undefined {
  const contributions = contributionsOf(compiled, scored, unit);
  return contributions.length === 0 ? undefined : shown(compiled, totalOf(contributions));
}

export function gradeOf(grades: readonly ScoreGrade[], score: number | undefined): string | undefined {
  if (score === undefined) return undefined;
  let reached: ScoreGrade | undefined;
  for (const grade of grades) {
    if (score >= grade.from && (reached === undefined || grade.from > reached.from)) reached = grade;
  }
  return reached?.name;
}

/** Steps of the search; beyond them the answer is a moment at which it can only have come nearer, and is asked again. */
const steps = 20;

/**
 * When time alone may next change the score, or undefined. Never later than it does: in so many units the score can move
 * by no more than all that decays, so everything before is passed over.
 */
export function nextScoreChange(compiled: CompiledLeadScore, scored: Scored, now: Instant): Instant | undefined {
  const { decay } = compiled;
  if (decay.factor === 1) return undefined;
  const today = unitOf(decay, now);
  const score = scoreOf(compiled, scored, today);
  if (score === undefined) return undefined;
  let unit = today;
  for (let step = 0; step < steps; step++) {
    const contributions = contributionsOf(compiled, scored, unit);
    const total = totalOf(contributions);
    const decaying = contributions.filter(({ rule }) => rule.cause.type === 'event');
    const left = decaying.reduce((sum, { points }) => sum + Math.abs(points), 0);
    const distance = distanceToChange(compiled, total, score);
    // All of it decayed and the score would still be the same.
    if (left <= distance) return undefined;
    const units = Math.ceil(Math.log(1 - distance / left) / Math.log(decay.factor) - 1e-9);
    unit += Math.max(1, Number.isFinite(units) ? units : 1);
    if (scoreOf(compiled, scored, unit) !== score) break;
  }
  return startOfUnit(decay, unit);
}

/** How far the total has to move at least until another whole number is shown. */
function distanceToChange({ source }: CompiledLeadScore, total: number, score: number): number {
  const up = score === source.highest ? Number.POSITIVE_INFINITY : score + 0.5 - total;
  const down = score === source.lowest ? Number.POSITIVE_INFINITY : total - (score - 0.5);
  return Math.max(0, Math.min(up, down));
}

function limited(points: number, atMost: number): number {
  return Math.sign(points) * Math.min(Math.abs(points), atMost);
}

function totalOf(contributions: readonly Contribution[]): number {
  return contributions.reduce((sum, { points }) => sum + points, 0);
}

/**
 * Sums that were put together in another order differ in their last bits; without them the same whole number is shown.
 * Halves go up.
 */
function shown({ source }: CompiledLeadScore, total: number): number {
  const exact = Math.round(total * 1e6) / 1e6;
  const { lowest = Number.NEGATIVE_INFINITY, highest = Number.POSITIVE_INFINITY } = source;
  return Math.min(highest, Math.max(lowest, Math.floor(exact + 0.5)));
}
