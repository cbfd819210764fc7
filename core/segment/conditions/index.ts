import type { LeafCondition } from '#contracts/segment.ts';
import { engagement } from './engagement.ts';
import { event } from './event.ts';
import type { ConditionKind } from './kind.ts';
import { trait } from './trait.ts';

type Kinds = { readonly [Type in LeafCondition['type']]: ConditionKind<Extract<LeafCondition, { type: Type }>> };

const kinds: Kinds = { trait, event, engagement };

/** Each kind is only ever asked about conditions of its own type, which the compiler cannot follow through the table. */
export function kindOf({ type }: LeafCondition): ConditionKind<LeafCondition> {
  return kinds[type] as unknown as ConditionKind<LeafCondition>;
}
