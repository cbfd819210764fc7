import type { DefinitionProblem } from '#contracts/api/definition.ts';
import type { JourneyProblem, JourneyProblemCode } from '#contracts/journey/graph.ts';
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
  duplicate_branch: ({ branch }) => `Two ways out of this node are called "${branch}"; give each its own name.`,
  unknown_branch: ({ branch }) => `The way out "${branch}" belongs to nothing in this node; delete it.`,
  loop_without_wait: () => 'All rounds of this loop would be gone through at once; let people wait within it.',
  message_without_topic: ({ message }) =>
    `The message "${message}" is marketing without a topic that people can choose; choose its topic.`,
  unknown_journey: ({ journey }) => `There is no published journey "${journey}"; publish it or choose another one.`,
  unknown_coupon_pool: ({ pool }) => `There is no pool of coupons "${pool}"; create it or choose another one.`,
  unknown_list: ({ list }) => `There is no list "${list}"; create it or choose another one.`,
  unknown_variable: ({ variable }) => `The journey has no variable "${variable}"; declare it or choose another one.`,
  duplicate_variable: ({ variable }) => `Two variables are called "${variable}"; give each its own name.`,
  duplicate_goal: ({ goal }) => `Two goals have the id "${goal}"; give each its own.`,
  no_weight: () => 'All arms of this experiment have the weight 0; give at least one of them more.',
  no_measure: () => 'Nothing tells which arm of this experiment is better; choose what is measured.',
  unknown_control: ({ branch }) => `The control "${branch}" is no arm of this experiment; choose one of its arms.`,
  invalid_rule: ({ rule }) => `"${rule}" is no rule by which a schedule can repeat; write it as FREQ=WEEKLY;BYDAY=MO.`,
  same_condition: ({ branch }) => `Nobody gets to "${branch}": a case before it asks the same.`,
  no_lifecycle: () => 'The settings have no rules of a lifecycle, and without them nobody is in a stage; set them up.',
  stage_without_rule: ({ stage }) =>
    `The stage "${stage}" has no rule in the settings, so nobody can be in it; give it a rule or choose another one.`,
  no_lead_score: () => 'The settings have no lead score, so points have no effect; set up its rules.',
  unknown_segment: ({ segment }) => `The segment "${segment}" is not published; publish it or choose another one.`,
};

export function describeJourneyProblem({ code, node, params }: JourneyProblem): DefinitionProblem {
  return problem(code, sentences[code](params), { node: node ?? null, params });
}
