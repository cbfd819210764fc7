import { bringAbout } from '#core/journey/bring-about.ts';
import type { NodeStep, Visit } from '#core/journey/node-step.ts';
import { moveMemberships } from '#core/profile/lifecycle.ts';
import { applyLists } from '#core/profile/lists.ts';

export function stepUpdateLists({ work, run, node }: Visit<'update_lists'>): NodeStep<'update_lists'> {
  const happenings = applyLists(work, { add: node.add, remove: node.remove, at: work.now });
  const actor = `journey:${run.journey}`;
  for (const happening of happenings) {
    const properties = { ...happening.properties, actor };
    bringAbout(work, run, node.id, String(happening.properties.list), { ...happening, properties });
  }
  if (happenings.length > 0) {
    work.reactions.push({ type: 'memberships', changes: moveMemberships(work, { traits: [] }) });
  }
  return { type: 'go', branch: 'next' };
}
