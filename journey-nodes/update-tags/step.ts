import { bringAbout } from '#core/journey/bring-about.ts';
import type { NodeStep, Visit } from '#core/journey/node-step.ts';
import { applyAttributes } from '#core/profile/attributes.ts';
import { moveMemberships } from '#core/profile/lifecycle.ts';
import { recordProfile } from '#core/profile/record-profile.ts';

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
    for (const { trait, happening } of changes) bringAbout(work, run, node.id, trait, happening);
  }
  return { type: 'go', branch: 'next' };
}
