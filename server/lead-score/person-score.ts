import type { ScoreCount } from '#analytics/segment/score-history.ts';
import type { PersonScore } from '#contracts/api/lead-score.ts';
import type { Instant } from '#contracts/identifiers.ts';
import { gradeTrait, type ScoreSum, type ScoreSums, scoreTrait } from '#contracts/lead-score.ts';
import { days } from '#core/duration.ts';
import type { CompiledLeadScore } from '#core/lead-score/compile.ts';
import { sumOf, uniteSum, unitOf } from '#core/lead-score/score-sum.ts';
import { contributionsOf, gradeOf, nextScoreChange, scoreOf } from '#core/lead-score/score-value.ts';
import type { ProfileState } from '#core/state.ts';

const trendDays = 30;
/** Changes by time alone that are looked at for one of the grade: a score below the largest has no more whole numbers. */
const changesFollowed = 400;

/** A person's score as her document has it, and its way from what was counted day by day. */
export function presentScore(
  compiled: CompiledLeadScore,
  state: ProfileState,
  counts: readonly ScoreCount[],
  now: Instant,
): PersonScore {
  const { traits, scored: sums = {} } = state;
  const score = traits[scoreTrait];
  const grade = traits[gradeTrait];
  const contributions = contributionsOf(compiled, { traits, sums }, unitOf(compiled.decay, now))
    .map(({ rule, points, times, lastAt }) => ({
      ...{ rule: rule.id, name: rule.name, cause: rule.cause.type, points: Math.round(points * 10) / 10 },
      ...(times !== undefined && { times }),
      ...(lastAt !== undefined && { lastAt: new Date(lastAt).toISOString() }),
    }))
    .sort((a, b) => b.points - a.points);
  const next = nextGrade(compiled, { traits, sums }, now);
  return {
    ...(typeof score === 'number' && { score }),
    ...(typeof grade === 'string' && { grade }),
    contributions,
    trend: typeof score === 'number' ? trendOf(compiled, state, counts, now) : [],
    ...(next && { next }),
  };
}

function trendOf(
  compiled: CompiledLeadScore,
  { traits }: ProfileState,
  counts: readonly ScoreCount[],
  now: Instant,
): PersonScore['trend'] {
  const today = Math.floor(now / days(1));
  return Array.from({ length: trendDays + 1 }, (_, index) => {
    const day = today - trendDays + index;
    const sums = sumsUntil(compiled, counts, day);
    const isKnown = Object.keys(sums).length > 0 || day === today;
    const score = isKnown ? scoreOf(compiled, { traits, sums }, unitOf(compiled.decay, days(day))) : undefined;
    return { day: dateOf(days(day)), ...(score !== undefined && { score }) };
  });
}

function sumsUntil({ decay }: CompiledLeadScore, counts: readonly ScoreCount[], day: number): ScoreSums {
  const sums: { [rule: string]: ScoreSum } = {};
  for (const { rule, times, worth, last } of counts) {
    if (Math.floor(last / days(1)) > day) continue;
    const sum = sumOf(decay, last, times, worth);
    const held = sums[rule];
    sums[rule] = held === undefined ? sum : uniteSum(decay, held, sum);
  }
  return sums;
}

/** When she is in another grade although nothing happens. */
function nextGrade(
  compiled: CompiledLeadScore,
  scored: Parameters<typeof nextScoreChange>[1],
  now: Instant,
): PersonScore['next'] {
  const gradeAt = (at: Instant) =>
    gradeOf(compiled.source.grades, scoreOf(compiled, scored, unitOf(compiled.decay, at)));
  const grade = gradeAt(now);
  let at = nextScoreChange(compiled, scored, now);
  for (let changes = 0; at !== undefined && changes < changesFollowed; changes++) {
    const other = gradeAt(at);
    if (other !== grade) return { day: dateOf(at), ...(other !== undefined && { grade: other }) };
    at = nextScoreChange(compiled, scored, at);
  }
  return undefined;
}

function dateOf(at: Instant): string {
  return new Date(at).toISOString().slice(0, 10);
}
