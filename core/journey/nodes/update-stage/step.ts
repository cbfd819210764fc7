import { setStageTrait, stageSetterTrait } from '#contracts/lifecycle.ts';
import { moveMemberships } from '../../../profile/lifecycle.ts';
import { recordProfile } from '../../../profile/record-profile.ts';
import { applyTraits } from '../../../profile/traits.ts';
import type { NodeStep, Visit } from '../../node-step.ts';

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
