import fc from 'fast-check';
import type { Instant } from '#contracts/identifiers.ts';
import type { LeafCondition, SegmentCondition } from '#contracts/segment.ts';
import { leavesOf } from '#core/segment/compile.ts';
import type { SegmentSettings } from '#core/segment/segment-settings.ts';
import { aggregate } from './aggregate.ts';
import { consent, doNotContact, reachable, suppressed } from './consent.ts';
import { company, rfm } from './customer.ts';
import { engagement } from './engagement.ts';
import type { Entry } from './entry.ts';
import { event } from './event.ts';
import type { Asked, TestedKind } from './kind.ts';
import { list, random } from './list.ts';
import { occurrence } from './occurrence.ts';
import { order, orderAmount } from './order.ts';
import { sequence } from './sequence.ts';
import { trait } from './trait.ts';
import { device, language, location, near, timeZone } from './whereabouts.ts';

type TestedKinds = { readonly [Type in LeafCondition['type']]: TestedKind<Extract<LeafCondition, { type: Type }>> };

const testedKinds: TestedKinds = {
  trait,
  event,
  engagement,
  occurrence,
  aggregate,
  sequence,
  order,
  order_amount: orderAmount,
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

function kindOf({ type }: LeafCondition): TestedKind<LeafCondition> {
  return testedKinds[type] as unknown as TestedKind<LeafCondition>;
}

export const kindsOfLeaves: readonly fc.Arbitrary<LeafCondition>[] = Object.values<{
  readonly arbitrary: fc.Arbitrary<LeafCondition>;
}>(testedKinds).map(({ arbitrary }) => arbitrary);

/** A condition of any kind, each as often. */
const leaves: fc.Arbitrary<LeafCondition> = fc.oneof(...kindsOfLeaves);

export const conditions: fc.Arbitrary<SegmentCondition> = fc.letrec<{ tree: SegmentCondition }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { weight: 4, arbitrary: leaves },
    {
      weight: 2,
      arbitrary: fc.record({
        type: fc.constantFrom('all', 'any'),
        conditions: fc.array(tie('tree'), { maxLength: 3 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('not' as const), condition: tie('tree') }) },
  ),
})).tree;

/** The naive evaluator of whole trees. */
export function referenceHolds(condition: SegmentCondition, history: readonly Entry[], asked: Asked): boolean {
  switch (condition.type) {
    case 'all':
      return condition.conditions.every((part) => referenceHolds(part, history, asked));
    case 'any':
      return condition.conditions.some((part) => referenceHolds(part, history, asked));
    case 'not':
      return !referenceHolds(condition.condition, history, asked);
    case 'segment':
    case 'lifecycle':
      throw new RangeError('References have a test of their own');
    default:
      return kindOf(condition).holds(condition, history, asked);
  }
}

/** Moments at which a part of it may change its answer although nothing happens. */
export function edgesOf(
  condition: SegmentCondition,
  history: readonly Entry[],
  settings: SegmentSettings,
): readonly Instant[] {
  return leavesOf(condition, new Map()).flatMap((leaf) => kindOf(leaf).edges(leaf, history, settings));
}

/** The kind of a condition and what of it is counted apart. */
export function labelOf(condition: LeafCondition): string {
  return `${condition.type} ${kindOf(condition).label(condition)}`;
}
