import type { DefinitionProblem } from '#contracts/api/definition.ts';
import type { JourneyProblem, JourneyProblemCode } from '#contracts/journey-graph.ts';
import { problem } from './problems.ts';

/** English sentences for whoever reads the API; the app translates the codes. */
const sentences: { readonly [code in JourneyProblemCode]: (params: JourneyProblem['params']) => string } = {
  no_trigger: () => 'The journey has no trigger; say what starts it.',
  several_triggers: () => 'The journey has more than one trigger; keep one.',
  duplicate_node: () => 'Two nodes have the same id; give each its own.',
  unknown_successor: ({ branch, successor }) => `The branch "${branch}" leads to "${successor}", which does not exist.`,
  unreachable_node: () => 'No way leads to this node; connect it or delete it.',
  cycle: ({ branch, successor }) =>
    `The branch "${branch}" leads back to "${successor}"; a journey must come to an end.`,
  nothing_follows: () => 'Nothing follows this node; connect it to the next one.',
  successor_after_exit: () => 'Something follows an exit; nobody would ever get there.',
  unknown_message: ({ message }) => `The message "${message}" is not published; publish it or choose another one.`,
  message_without_variant: ({ message }) => `The message "${message}" is not written for any channel.`,
  unknown_segment: ({ segment }) => `The segment "${segment}" is not published; publish it or choose another one.`,
};

export function describeJourneyProblem({ code, node, params }: JourneyProblem): DefinitionProblem {
  return problem(code, sentences[code](params), { node: node ?? null, params });
}
