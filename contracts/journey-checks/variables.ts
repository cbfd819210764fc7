import { variablesAsked } from '../journey/condition.ts';
import { conditionsOfNode } from '../journey/conditions-of-node.ts';
import type { JourneyValue } from '../journey/value.ts';
import type { JourneyDefinition, JourneyNode } from '../journey.ts';
import type { JourneyProblem } from './problem.ts';

/** Variables and goals have names of their own, and whoever reads or fills a variable names one that there is. */
export function checkVariables({ variables = [], goals = [], nodes }: JourneyDefinition): JourneyProblem[] {
  const names = variables.map(({ name }) => name);
  const goalIds = goals.map(({ id }) => id);
  return [
    ...repeated(names).map((variable): JourneyProblem => ({ code: 'duplicate_variable', params: { variable } })),
    ...repeated(goalIds).map((goal): JourneyProblem => ({ code: 'duplicate_goal', params: { goal } })),
    ...nodes.flatMap((node) =>
      [...new Set(variablesOf(node))]
        .filter((name) => !names.includes(name))
        .map((variable): JourneyProblem => ({ code: 'unknown_variable', node: node.id, params: { variable } })),
    ),
  ];
}

function variablesOf(node: JourneyNode): readonly string[] {
  return [...conditionsOfNode(node).flatMap(variablesAsked), ...variablesNamed(node)];
}

function variablesNamed(node: JourneyNode): readonly string[] {
  switch (node.kind) {
    case 'give_coupon':
      return [node.variable];
    case 'webhook':
      return [...node.results.map(({ variable }) => variable), ...node.body.flatMap(({ value }) => variableOf(value))];
    case 'update_profile':
      return node.changes.flatMap((change) => (change.change === 'set' ? variableOf(change.value) : []));
    case 'wait_date':
      return variableOf(node.date);
    default:
      return [];
  }
}

function variableOf(value: JourneyValue): readonly string[] {
  return value.from === 'run' ? [value.variable.split('.', 1)[0] ?? ''] : [];
}

function repeated(names: readonly string[]): readonly string[] {
  return names.filter((name, index) => names.indexOf(name) < index);
}
