import { setStageTrait, stageSetterTrait } from '#contracts/lifecycle.ts';
import type { NodeStep, Visit } from '#core/journey/node-step.ts';
import { moveMemberships } from '#core/profile/lifecycle.ts';
import { recordProfile } from '#core/profile/record-profile.ts';
import { applyTraits } from '#core/profile/traits.ts';

export function stepUpdateStage({ work, run, node }: Visit<'update_stage'>): NodeStep<'update_stage'> {
  const by = node.stage === null ? null : `journey:${run.journey}`;
  const traits = { [setStageTrait]: node.stage, [stageSetterTrait]: by };
  const changed = applyTraits(work, traits, `${run.id}:${node.id}`);
  if (changed.length > 0) {
    recordProfile(work, work.now);
    work.reactions.push({ type: 'memberships', changes: moveMemberships(work, { traits: changed }) });
  }
  return { type: 'go', branch: 'next' };
}
