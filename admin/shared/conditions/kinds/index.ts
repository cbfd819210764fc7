import { aggregate } from './aggregate.tsx';
import { company } from './company.tsx';
import {
  type ConditionGroupName,
  type ConditionType,
  type ConditionView,
  conditionGroups,
  type EndCondition,
} from './condition-view.ts';
import { consent, doNotContact, reachable, suppressed } from './consent.tsx';
import { engagement } from './engagement.tsx';
import { event } from './event.tsx';
import { occurrence } from './occurrence.tsx';
import { order, orderAmount } from './order.tsx';
import { random } from './random.tsx';
import { lifecycle, list, segment } from './reference.tsx';
import { rfm } from './rfm.tsx';
import { sequence } from './sequence.tsx';
import { trait } from './trait.tsx';
import { device, language, location, near, timeZone } from './whereabouts.tsx';

const views: { readonly [Type in ConditionType]: ConditionView<Type> } = {
  event,
  occurrence,
  sequence,
  aggregate,
  order,
  order_amount: orderAmount,
  rfm,
  trait,
  company,
  consent,
  reachable,
  engagement,
  suppressed,
  do_not_contact: doNotContact,
  location,
  near,
  device,
  language,
  time_zone: timeZone,
  segment,
  lifecycle,
  list,
  random,
};

/** Each view is only ever given conditions of its own type, which the compiler cannot follow through the table. */
export function viewOf(type: ConditionType): ConditionView<ConditionType> {
  return views[type] as unknown as ConditionView<ConditionType>;
}

/** In the order of the choice, by group. */
export const addableConditions: readonly (readonly [ConditionGroupName, readonly ConditionType[]])[] =
  conditionGroups.map((group) => [
    group,
    (Object.keys(views) as ConditionType[]).filter((type) => views[type].group === group),
  ]);

export function newCondition(type: ConditionType): EndCondition {
  return views[type].create();
}
