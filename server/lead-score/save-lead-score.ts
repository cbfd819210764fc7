import { gradeTrait, type LeadScoreSettings, type PublishedLeadScore, scoreTrait } from '#contracts/lead-score.ts';
import type { Release } from '#contracts/release.ts';
import type { DefinitionParts } from '../definitions/parts.ts';
import { refuseUsedBy } from '../definitions/segments.ts';
import { refuseUsedTrait } from '../definitions/used-trait.ts';

/**
 * In force from the new release on. A rule whose cause or decay is another one is counted anew from the beginning; other
 * points, bounds and grades need no count, but everybody is looked at. Throws `still_referenced` where the last rule goes
 * while segments or journeys ask for the score, or journeys give points.
 */
export async function saveLeadScore(parts: DefinitionParts, settings: LeadScoreSettings): Promise<Release> {
  return await parts.store.releases.publish(parts.workspace, (newest) => {
    const { leadScore: before, ...rest } = newest;
    if (settings.rules.length === 0) {
      if (before !== undefined) {
        for (const trait of [scoreTrait, gradeTrait]) refuseUsedTrait(newest, trait);
        refuseUsedBy('lead score', newest.journeys.filter(givesPoints));
      }
      return rest;
    }
    return { ...rest, leadScore: published(settings, before, newest.number + 1) };
  });
}

function published(
  settings: LeadScoreSettings,
  before: PublishedLeadScore | undefined,
  release: number,
): PublishedLeadScore {
  const sameDecay = JSON.stringify(before?.decay) === JSON.stringify(settings.decay);
  const rules = settings.rules.map((rule) => {
    const old = before?.rules.find(({ id }) => id === rule.id);
    const isSame = old !== undefined && sameDecay && JSON.stringify(old.cause) === JSON.stringify(rule.cause);
    return { ...rule, sinceRelease: isSame ? old.sinceRelease : release };
  });
  const givenSince = before !== undefined && sameDecay ? (before.givenSince ?? before.sinceRelease) : release;
  return { ...settings, rules, sinceRelease: release, givenSince };
}

function givesPoints({ nodes }: Release['journeys'][number]): boolean {
  return nodes.some(({ kind }) => kind === 'update_score');
}
