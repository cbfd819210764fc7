import type { MisfitReason } from '#contracts/schema/schema.ts';
import type { Misfit } from '#core/schema/compile.ts';

/** Where it stands in the message that the sender wrote. */
export function fieldOf({ path }: Misfit, kind: 'event' | 'trait'): string {
  if (path === '') return 'event';
  return `${kind === 'event' ? 'properties' : 'traits'}.${path}`;
}

const wrong: { readonly [reason in MisfitReason]: string } = {
  event_blocked: 'is blocked in this workspace',
  unknown_event: 'is not declared in the schema of this workspace',
  unknown_property: 'is not declared in the schema',
  missing_property: 'must be there',
  wrong_type: 'has another type than the schema says',
  value_not_allowed: 'is none of the values that the schema allows',
};

/** For the sender, who is a developer: English, like all answers of the tracking API. */
export function describeMisfit(misfit: Misfit, kind: 'event' | 'trait'): string {
  const field = fieldOf(misfit, kind);
  const { expected } = misfit;
  return expected === undefined ? `${field} ${wrong[misfit.reason]}` : `${field} must be of the type ${expected}`;
}
