import type { JourneyDefinition } from '../journey.ts';
import { checkChoices } from '../journey-checks/choices.ts';
import { checkLoops } from '../journey-checks/loops.ts';
import type { JourneyProblem, KnownDefinitions } from '../journey-checks/problem.ts';
import { checkReferences } from '../journey-checks/references.ts';
import { checkReachability, checkShape } from '../journey-checks/shape.ts';
import { checkVariables } from '../journey-checks/variables.ts';

export {
  type JourneyProblem,
  type JourneyProblemCode,
  journeyProblemCodes,
  type KnownDefinitions,
} from '../journey-checks/problem.ts';
export { successors } from '../journey-checks/successors.ts';

/** The rules of the graph, the same for the canvas and for publishing. No problems: it may be published. */
export function checkJourney(definition: JourneyDefinition, known: KnownDefinitions): readonly JourneyProblem[] {
  return [
    ...checkShape(definition),
    ...checkReferences(definition, known),
    ...checkReachability(definition),
    ...checkLoops(definition),
    ...checkChoices(definition),
    ...checkVariables(definition),
  ];
}
