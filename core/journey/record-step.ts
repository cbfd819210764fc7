import type { JourneyStepFact } from '#contracts/fact.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { Run } from '../state.ts';
import type { Work } from '../work.ts';

/**
 * Leaves the fact of one change of a run. A trigger node has `entered` in place of `arrived`; each other node `arrived`;
 * `passed` names the branch; `completed` stands at the last node, `exited` at the node where the run was cut off.
 */
export function recordStep(
  work: Work,
  run: Pick<Run, 'id' | 'journey' | 'version' | 'node'>,
  change: JourneyStepFact['change'],
  more: { readonly branch?: string; readonly detail?: string; readonly payload?: JsonObject | undefined } = {},
): void {
  work.facts.push({
    type: 'journey_step',
    profile: work.state.profile,
    at: work.now,
    journey: run.journey,
    version: run.version,
    run: run.id,
    node: run.node,
    change,
    branch: more.branch ?? '',
    detail: more.detail ?? '',
    ...(more.payload && Object.keys(more.payload).length > 0 && { payload: more.payload }),
  });
}
