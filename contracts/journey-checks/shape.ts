import type { JourneyDefinition, JourneyNode } from '../journey.ts';
import type { JourneyProblem } from './problem.ts';
import { ownBranches, successors } from './successors.ts';

/** One beginning, distinct ids, and ways out that lead somewhere. */
export function checkShape(definition: JourneyDefinition): JourneyProblem[] {
  return [
    ...checkTriggers(definition),
    ...checkNodeIds(definition),
    ...definition.nodes.flatMap((node) => checkBranches(node, definition)),
  ];
}

function checkTriggers({ nodes }: JourneyDefinition): JourneyProblem[] {
  const triggers = nodes.filter((node) => node.kind === 'trigger');
  if (triggers.length === 0) {
    return [{ code: 'no_trigger', params: {} }];
  }
  return triggers.slice(1).map(({ id }) => ({ code: 'several_triggers', node: id, params: {} }));
}

function checkNodeIds({ nodes }: JourneyDefinition): JourneyProblem[] {
  const repeated = nodes.filter(({ id }, index) => nodes.findIndex((node) => node.id === id) < index);
  return repeated.map(({ id }) => ({ code: 'duplicate_node', node: id, params: {} }));
}

/** What does its work by itself may be the last; every other node is there for what follows it. */
const lastWords: readonly JourneyNode['kind'][] = [
  'message',
  'update_profile',
  'update_consent',
  'update_tags',
  'update_stage',
  'update_score',
  'update_lists',
  'give_coupon',
  'create_task',
  'webhook',
  'start_journey',
  'stop_journey',
  'goal',
];

function checkBranches(node: JourneyNode, { nodes }: JourneyDefinition): JourneyProblem[] {
  const { id } = node;
  const next = successors(node);
  if (node.kind === 'exit') {
    return next.length === 0 ? [] : [{ code: 'successor_after_exit', node: id, params: {} }];
  }
  if (next.length === 0 && !lastWords.includes(node.kind)) {
    return [{ code: 'nothing_follows', node: id, params: {} }];
  }
  const own = ownBranches(node);
  const repeated = own?.filter((branch, index) => own.indexOf(branch) < index) ?? [];
  const unknown = own === undefined ? [] : Object.keys(node.branches).filter((branch) => !own.includes(branch));
  return [
    ...repeated.map((branch): JourneyProblem => ({ code: 'duplicate_branch', node: id, params: { branch } })),
    ...unknown.map((branch): JourneyProblem => ({ code: 'unknown_branch', node: id, params: { branch } })),
    ...next
      .filter((to) => !nodes.some((other) => other.id === to.node))
      .map(
        (to): JourneyProblem => ({
          code: 'unknown_successor',
          node: id,
          params: { branch: to.branch, successor: to.node },
        }),
      ),
  ];
}

/** A way leads to every node. */
export function checkReachability({ nodes }: JourneyDefinition): JourneyProblem[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const reached = new Set<string>();
  const open: JourneyNode[] = nodes.filter((node) => node.kind === 'trigger');
  for (let node = open.pop(); node; node = open.pop()) {
    if (!reached.has(node.id)) {
      reached.add(node.id);
      open.push(...successors(node).flatMap((to) => byId.get(to.node) ?? []));
    }
  }
  const lost = nodes.filter((node) => node.kind !== 'trigger' && !reached.has(node.id));
  return lost.map(({ id }) => ({ code: 'unreachable_node', node: id, params: {} }));
}
