import type { PublishedLeadScore } from '#contracts/lead-score.ts';
import type { Release } from '#contracts/release.ts';
import { traitRoot } from '../segment/trait-root.ts';
import { type Decay, decayOf } from './score-sum.ts';

type Rule = PublishedLeadScore['rules'][number];

/** The lead score of a release, by the event that moves it; undefined where there are no rules. */
export interface CompiledLeadScore {
  readonly source: PublishedLeadScore;
  readonly decay: Decay;
  readonly byId: ReadonlyMap<string, Rule>;
  readonly byEvent: ReadonlyMap<string, readonly Rule[]>;
  /** The traits that rules ask for, by the first part of their paths. */
  readonly traits: ReadonlySet<string>;
}

export function compileLeadScore({ leadScore }: Pick<Release, 'leadScore'>): CompiledLeadScore | undefined {
  if (leadScore === undefined || leadScore.rules.length === 0) return undefined;
  const { rules, decay } = leadScore;
  const counting = rules.filter(({ cause }) => cause.type === 'event');
  return {
    source: leadScore,
    decay: decayOf(decay),
    byId: new Map(rules.map((rule) => [rule.id, rule])),
    byEvent: Map.groupBy(counting, ({ cause }) => (cause.type === 'event' ? cause.match.event : '')),
    traits: new Set(rules.flatMap(({ cause }) => (cause.type === 'trait' ? [traitRoot(cause.test.name)] : []))),
  };
}

/** The parts of a score whose history, or whose new points, are to come to everybody. */
export function scoreParts(leadScore: CompiledLeadScore | undefined): readonly { readonly sinceRelease: number }[] {
  return leadScore === undefined ? [] : [leadScore.source, ...[...leadScore.byEvent.values()].flat()];
}
