import type { DefinitionStatus } from '#contracts/api/definition.ts';
import { type LifecycleSettings, stageSegment } from '#contracts/lifecycle.ts';

type Listed = { readonly id: string; readonly status: DefinitionStatus };

/** The segments that a journey may ask for: those that are published, and the stages that have a rule, which nobody publishes. */
export function knownSegments(listed: readonly Listed[], lifecycle: LifecycleSettings = []): readonly { id: string }[] {
  return [
    ...listed.filter(({ status }) => status === 'published'),
    ...lifecycle.map(({ stage }) => ({ id: stageSegment(stage) })),
  ];
}
