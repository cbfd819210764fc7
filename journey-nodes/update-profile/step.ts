import type { Json } from '#contracts/json.ts';
import type { NodeStep, Visit } from '#core/journey/node-step.ts';
import { currentValue } from '#core/journey/value.ts';
import { toldTraits } from '#core/profile/computed/computed-traits.ts';
import { moveMemberships } from '#core/profile/lifecycle.ts';
import { recordProfile } from '#core/profile/record-profile.ts';
import { applyTraits } from '#core/profile/traits.ts';
import { toNumber } from '#core/segment/coerce.ts';
import { scalarsOf, valueAt } from '#core/segment/property-value.ts';

/** What follows from it for segments is known to the next node; journeys react to it when this run stands still. */
export function stepUpdateProfile({ work, run, node }: Visit<'update_profile'>): NodeStep<'update_profile'> {
  const traits: { [name: string]: Json } = {};
  for (const change of node.changes) {
    const value = changed({ work, run }, change, traits);
    if (value !== undefined) traits[change.trait] = value;
  }
  const moved = applyTraits(work, toldTraits(work, traits), `${run.id}:${node.id}`);
  if (moved.length > 0) {
    recordProfile(work, work.now);
    work.reactions.push({ type: 'memberships', changes: moveMemberships(work, { traits: moved }) });
  }
  return { type: 'go', branch: 'next' };
}

type Change = Visit<'update_profile'>['node']['changes'][number];

function changed(
  { work, run }: Pick<Visit<'update_profile'>, 'work' | 'run'>,
  change: Change,
  earlier: { readonly [name: string]: Json },
): Json | undefined {
  switch (change.change) {
    case 'set':
      return currentValue(work, run, change.value);
    case 'remove':
      return null;
    case 'add': {
      const [before] = scalarsOf(earlier[change.trait] ?? valueAt(work.state.traits, change.trait));
      return ((before === undefined ? undefined : toNumber(before)) ?? 0) + change.amount;
    }
  }
}
