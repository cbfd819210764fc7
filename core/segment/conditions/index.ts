import type { LeafCondition } from '#contracts/segment.ts';
import { aggregate } from './aggregate.ts';
import { company } from './company.ts';
import { consent } from './consent.ts';
import { doNotContact } from './do-not-contact.ts';
import { engagement } from './engagement.ts';
import { event } from './event.ts';
import type { ConditionKind } from './kind.ts';
import { list } from './list.ts';
import { occurrence } from './occurrence.ts';
import { order, orderAmountKind } from './order.ts';
import { random } from './random.ts';
import { reachable } from './reachable.ts';
import { rfm } from './rfm.ts';
import { sequence } from './sequence.ts';
import { suppressed } from './suppressed.ts';
import { trait } from './trait.ts';
import { device, language, location, near, timeZone } from './whereabouts.ts';

type Kinds = { readonly [Type in LeafCondition['type']]: ConditionKind<Extract<LeafCondition, { type: Type }>> };

const kinds: Kinds = {
  trait,
  event,
  engagement,
  occurrence,
  aggregate,
  sequence,
  order,
  order_amount: orderAmountKind,
  consent,
  reachable,
  suppressed,
  do_not_contact: doNotContact,
  list,
  location,
  near,
  device,
  language,
  time_zone: timeZone,
  random,
  rfm,
  company,
};

/** Each kind is only ever asked about conditions of its own type, which the compiler cannot follow through the table. */
export function kindOf({ type }: LeafCondition): ConditionKind<LeafCondition> {
  return kinds[type] as unknown as ConditionKind<LeafCondition>;
}
