import { applyAttributes } from '../../../profile/attributes.ts';
import { moveMemberships } from '../../../profile/lifecycle.ts';
import { recordProfile } from '../../../profile/record-profile.ts';
import type { NodeStep, Visit } from '../../node-step.ts';

export function stepUpdateTags({ work, run, node }: Visit<'update_tags'>): NodeStep<'update_tags'> {
  const changes = applyAttributes(work, {
    addTags: node.add,
    removeTags: node.remove,
    actor: `journey:${run.journey}`,
    at: work.now,
    id: `${run.id}:${node.id}`,
  });
  if (changes.length > 0) {
    recordProfile(work, work.now);
    work.reactions.push({ type: 'memberships', changes: moveMemberships(work, { traits: ['tags'] }) });
    for (const { happening } of changes) work.reactions.push({ type: 'happening', happening });
  }
  return { type: 'go', branch: 'next' };
}
