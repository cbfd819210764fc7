import { profileConditions } from '#contracts/journey/condition.ts';
import { conditionsOfNode } from '#contracts/journey/conditions-of-node.ts';
import { gradeTrait, scoreTrait } from '#contracts/lead-score.ts';
import { setStageTrait, stageSetterTrait, stageTrait } from '#contracts/lifecycle.ts';
import { personaTrait } from '#contracts/persona.ts';
import type { Release } from '#contracts/release.ts';
import { type AllocationsByNode, allocationsByNode } from './experiment/allocation-in-force.ts';
import { keywordReplies } from './inbound/reply-message.ts';
import { type CompiledJourney, type CompiledJourneys, compileJourneys, journeyVersion } from './journey/compile.ts';
import { type CompiledLeadScore, compileLeadScore, scoreParts } from './lead-score/compile.ts';
import { type CompiledComputedTraits, compileComputedTraits } from './profile/computed/computed-compile.ts';
import { confirmationMessages } from './profile/consent/consent-message.ts';
import { type CompiledSegments, compileSegments, type PublishedCondition } from './segment/compile.ts';
import { segmentSettings } from './segment/segment-settings.ts';

/** A release made ready for the step: indexed so that an event touches only what mentions it. Made once per release. */
export interface CompiledRelease {
  readonly source: Release;
  readonly segments: CompiledSegments;
  readonly journeys: CompiledJourneys;
  readonly allocations: AllocationsByNode;
  readonly computed: CompiledComputedTraits;
  readonly leadScore?: CompiledLeadScore;
  /** Names of traits that nobody can tell of herself. */
  readonly keptTraits: ReadonlySet<string>;
  readonly messages: ReadonlyMap<string, Release['messages'][number]>;
}

export function compileRelease(source: Release): CompiledRelease {
  const computed = compileComputedTraits(source);
  const leadScore = compileLeadScore(source);
  const journeys = compileJourneys(source);
  return {
    source,
    segments: compileSegments(
      source.segments,
      source.journeys.flatMap(({ id, version, sinceRelease }) =>
        journeyConditions(journeyVersion(journeys, { journey: id, version }), sinceRelease),
      ),
      segmentSettings(source),
      source.countedSince,
      [...computed.byId.values(), ...scoreParts(leadScore)].map(({ sinceRelease }) => sinceRelease),
      source.completeHistories,
    ),
    computed,
    ...(leadScore && { leadScore }),
    keptTraits: new Set([
      ...computed.byId.keys(),
      ...(source.settings.lifecycle?.length ? [stageTrait] : []),
      // Also where there is no lifecycle yet: told before, they would hold in the one that is set up later.
      ...[setStageTrait, stageSetterTrait],
      ...(leadScore ? [scoreTrait, gradeTrait] : []),
      ...(source.personas ? [personaTrait] : []),
    ]),
    journeys,
    allocations: allocationsByNode(source.allocations),
    messages: new Map(
      [...confirmationMessages(source.settings), ...keywordReplies(source.settings), ...source.messages].map(
        (message) => [message.id, message],
      ),
    ),
  };
}

/** Counters are found by the very condition: it has to be the one that the compiled journey holds. */
function journeyConditions(journey: CompiledJourney | undefined, sinceRelease: number): readonly PublishedCondition[] {
  return (journey?.definition.nodes ?? [])
    .flatMap(conditionsOfNode)
    .flatMap(profileConditions)
    .map((condition) => ({ condition, sinceRelease }));
}
