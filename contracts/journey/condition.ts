import { z } from 'zod';
import { propertyTest } from '../condition.ts';
import { type SegmentCondition, segmentCondition } from '../segment.ts';

const segmentMembership = z.object({
  type: z.literal('segment'),
  segment: z.string().min(1).max(64),
  is: z.enum(['in', 'out']),
});
/** A property of what started the run. */
const entryProperty = z.object({ type: z.literal('entry'), test: propertyTest });
/** A variable of the run; the test's `name` is the variable's. */
const runVariable = z.object({ type: z.literal('run'), test: propertyTest });

/** What a run may ask: `profile` is a condition of segments, answered from what is known of the person at that moment. */
export type JourneyCondition =
  | { readonly type: 'profile'; readonly condition: SegmentCondition }
  | z.infer<typeof segmentMembership>
  | z.infer<typeof entryProperty>
  | z.infer<typeof runVariable>
  | { readonly type: 'all' | 'any'; readonly conditions: readonly JourneyCondition[] }
  | { readonly type: 'not'; readonly condition: JourneyCondition };

/** An empty `all` holds always, an empty `any` never. */
export const journeyCondition: z.ZodType<JourneyCondition> = z.lazy(() =>
  z.union([
    z.object({ type: z.literal('profile'), condition: segmentCondition }),
    segmentMembership,
    entryProperty,
    runVariable,
    z.object({ type: z.enum(['all', 'any']), conditions: z.array(journeyCondition).max(50) }),
    z.object({ type: z.literal('not'), condition: journeyCondition }),
  ]),
);

/** The conditions of segments inside, which need counters of their own. */
export function profileConditions(condition: JourneyCondition): readonly SegmentCondition[] {
  switch (condition.type) {
    case 'profile':
      return [condition.condition];
    case 'all':
    case 'any':
      return condition.conditions.flatMap(profileConditions);
    case 'not':
      return profileConditions(condition.condition);
    default:
      return [];
  }
}

/** The segments that it asks for by their id. */
export function segmentsAsked(condition: JourneyCondition): readonly string[] {
  switch (condition.type) {
    case 'segment':
      return [condition.segment];
    case 'all':
    case 'any':
      return condition.conditions.flatMap(segmentsAsked);
    case 'not':
      return segmentsAsked(condition.condition);
    default:
      return [];
  }
}

/** The variables of the run that it asks for. */
export function variablesAsked(condition: JourneyCondition): readonly string[] {
  switch (condition.type) {
    case 'run':
      return [condition.test.name.split('.', 1)[0] ?? ''];
    case 'all':
    case 'any':
      return condition.conditions.flatMap(variablesAsked);
    case 'not':
      return variablesAsked(condition.condition);
    default:
      return [];
  }
}
