import {
  givenPointsRule,
  type PublishedLeadScore,
  type PublishedScoreRule,
  pointsEvent,
} from '#contracts/lead-score.ts';
import type { Release } from '#contracts/release.ts';
import { traitRoot } from '../segment/trait-root.ts';
import { type Decay, decayOf } from './score-sum.ts';

/** The lead score of a release, by the event that moves it; undefined where there are no rules. */
export interface CompiledLeadScore {
  /** With the rule by which the points of journeys count. */
  readonly source: PublishedLeadScore;
  readonly decay: Decay;
  readonly byId: ReadonlyMap<string, PublishedScoreRule>;
  /** Without the points of journeys: what somebody tracks by the name of their event gives her none. */
  readonly byEvent: ReadonlyMap<string, readonly PublishedScoreRule[]>;
  /** The traits that rules ask for, by the first part of their paths. */
  readonly traits: ReadonlySet<string>;
}

export function compileLeadScore({ leadScore }: Pick<Release, 'leadScore'>): CompiledLeadScore | undefined {
  if (leadScore === undefined || leadScore.rules.length === 0) return undefined;
  const { decay } = leadScore;
  const rules = [...leadScore.rules, givenRule(leadScore)];
  const counting = rules.filter(({ cause, isGiven }) => cause.type === 'event' && !isGiven);
  return {
    source: { ...leadScore, rules },
    decay: decayOf(decay),
    byId: new Map(rules.map((rule) => [rule.id, rule])),
    byEvent: Map.groupBy(counting, ({ cause }) => (cause.type === 'event' ? cause.match.event : '')),
    traits: new Set(rules.flatMap(({ cause }) => (cause.type === 'trait' ? [traitRoot(cause.test.name)] : []))),
  };
}

/** The parts of a score whose history, or whose new points, are to come to everybody. */
export function scoreParts(leadScore: CompiledLeadScore | undefined): readonly { readonly sinceRelease: number }[] {
  return leadScore === undefined
    ? []
    : [leadScore.source, ...leadScore.source.rules.filter(({ cause }) => cause.type === 'event')];
}

function givenRule({ sinceRelease, givenSince = sinceRelease }: PublishedLeadScore): PublishedScoreRule {
  return {
    ...{ id: givenPointsRule, name: '', points: 1, sinceRelease: givenSince, isGiven: true },
    cause: { type: 'event', match: { event: pointsEvent, where: [] } },
  };
}
