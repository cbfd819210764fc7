import type { Json } from '#contracts/json.ts';
import { givenPointsRule, gradeTrait, type ScoreSum, type ScoreSums, scoreTrait } from '#contracts/lead-score.ts';
import { applyTraits } from '../profile/traits.ts';
import type { CompiledRelease } from '../release.ts';
import { eventMatches } from '../segment/event-match.ts';
import type { MembershipCause } from '../segment/memberships.ts';
import { followRelease } from '../segment/seed/follow-release.ts';
import { traitRoot } from '../segment/trait-root.ts';
import type { ProfileState } from '../state.ts';
import type { Happening, Work } from '../work.ts';
import { sumOf, uniteSum, uniteSums, unitOf } from './score-sum.ts';
import { gradeOf, nextScoreChange, scoreOf } from './score-value.ts';

const none: ScoreSums = {};

/** Adds what happened to the rules that it matches. The score itself follows with `refreshScore`. */
export function countIntoScore(work: Work, happening: Happening): void {
  const { leadScore } = work.release;
  if (leadScore === undefined || happening.engagement !== undefined) return;
  const matching = (leadScore.byEvent.get(happening.name) ?? []).filter(
    ({ cause }) => cause.type === 'event' && eventMatches(cause.match, happening),
  );
  if (matching.length === 0) return;
  const added = sumOf(leadScore.decay, happening.at);
  const scored: { [rule: string]: ScoreSum } = { ...work.state.scored };
  for (const { id } of matching) {
    const held = scored[id];
    scored[id] = held === undefined ? added : uniteSum(leadScore.decay, held, added);
  }
  work.state = { ...work.state, scored };
}

/** Adds points that a journey gives now. The score itself follows with `refreshScore`. */
export function givePoints(work: Work, points: number): void {
  const { leadScore } = work.release;
  if (leadScore === undefined) return;
  if (work.state.release !== undefined) work.state = followRelease(work.release, work.state);
  const given = { [givenPointsRule]: sumOf(leadScore.decay, work.now, 1, points) };
  work.state = { ...work.state, scored: uniteSums(leadScore.decay, work.state.scored, given) };
}

/**
 * The score and its grade by now, as traits. Returns those whose value changed. Whose history of some rule is still to come
 * keeps the score that she had: half of it would be a wrong one.
 */
export function refreshScore(work: Work): readonly string[] {
  const { leadScore } = work.release;
  const { state, now } = work;
  if (leadScore === undefined) return dropDue(work);
  if (isAwaited(work.release, state)) return dropDue(work);
  const scored = { traits: state.traits, sums: state.scored ?? none };
  const score = scoreOf(leadScore, scored, unitOf(leadScore.decay, now));
  const due = nextScoreChange(leadScore, scored, now);
  if (due !== state.scoreDue) {
    const { scoreDue: _, ...rest } = state;
    work.state = { ...rest, ...(due !== undefined && { scoreDue: due }) };
  }
  const values: { [name: string]: Json } = {
    [scoreTrait]: score ?? null,
    [gradeTrait]: gradeOf(leadScore.source.grades, score) ?? null,
  };
  return applyTraits(work, values, `lead_score:${state.profile}:${state.revision}`);
}

/** Whether time has moved the score, or may have. */
export function isScoreDue({ state, now }: Pick<Work, 'state' | 'now'>): boolean {
  return state.scoreDue !== undefined && state.scoreDue <= now;
}

/** Whether the cause may have moved the score: most events do not, and are not to cost a look at each rule. */
export function concernsScore(work: Work, cause: MembershipCause): boolean {
  const { leadScore } = work.release;
  if (leadScore === undefined) return work.state.scoreDue !== undefined;
  if (cause === 'all' || isScoreDue(work)) return true;
  if (cause === 'time') return false;
  if ('happenings' in cause && cause.happenings.some(({ name }) => leadScore.byEvent.has(name))) return true;
  const traits = 'traits' in cause ? (cause.traits ?? []) : [];
  return traits.some((trait) => leadScore.traits.has(traitRoot(trait)));
}

/** Of two people who are one, or of one before and since a release. What the release does not count is left out. */
export function uniteScored(
  { leadScore }: CompiledRelease,
  left: ScoreSums = none,
  right: ScoreSums = none,
): ScoreSums {
  if (leadScore === undefined) return none;
  const known = (sums: ScoreSums) =>
    Object.fromEntries(Object.entries(sums).filter(([rule]) => leadScore.byId.has(rule)));
  return uniteSums(leadScore.decay, known(left), known(right));
}

function isAwaited({ leadScore }: CompiledRelease, { awaitedSeeds = [], recounts = [] }: ProfileState): boolean {
  if (awaitedSeeds.length === 0 && recounts.length === 0) return false;
  const counted = leadScore?.source.rules.filter(({ cause }) => cause.type === 'event') ?? [];
  return counted.some(
    ({ sinceRelease }) =>
      awaitedSeeds.some(({ release }) => release === sinceRelease) ||
      recounts.some(({ release }) => release >= sinceRelease),
  );
}

function dropDue(work: Work): readonly string[] {
  if (work.state.scoreDue === undefined) return [];
  const { scoreDue: _, ...rest } = work.state;
  work.state = rest;
  return [];
}
