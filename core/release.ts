import type { Release } from '#contracts/release.ts';
import { type CompiledJourneys, compileJourneys } from './journey/compile.ts';
import { confirmationMessages } from './profile/consent-message.ts';
import { type CompiledSegments, compileSegments, type PublishedCondition } from './segment/compile.ts';

/** A release made ready for the step: indexed so that an event touches only what mentions it. Made once per release. */
export interface CompiledRelease {
  readonly source: Release;
  readonly segments: CompiledSegments;
  readonly journeys: CompiledJourneys;
  readonly messages: ReadonlyMap<string, Release['messages'][number]>;
}

export function compileRelease(source: Release): CompiledRelease {
  return {
    source,
    segments: compileSegments(source.segments, source.journeys.flatMap(journeyConditions), source.countedSince),
    journeys: compileJourneys(source),
    messages: new Map(
      [...confirmationMessages(source.settings), ...source.messages].map((message) => [message.id, message]),
    ),
  };
}

function journeyConditions({ nodes, sinceRelease }: Release['journeys'][number]): readonly PublishedCondition[] {
  return nodes.flatMap((node) => (node.kind === 'condition' ? { condition: node.condition, sinceRelease } : []));
}
