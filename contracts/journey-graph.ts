import type { JourneyDefinition, JourneyNode } from './journey.ts';
import type { MessageDefinition } from './message.ts';

/** What is wrong with a journey, as stable words; the app translates them. */
export const journeyProblemCodes = [
  'no_trigger',
  'several_triggers',
  'duplicate_node',
  'unknown_successor',
  'unreachable_node',
  'cycle',
  'nothing_follows',
  'successor_after_exit',
  'unknown_message',
  'message_without_variant',
  'unknown_segment',
] as const;
export type JourneyProblemCode = (typeof journeyProblemCodes)[number];

export interface JourneyProblem {
  readonly code: JourneyProblemCode;
  /** The node concerned; absent where it is the journey as a whole or an exit rule. */
  readonly node?: string;
  /** What the translated sentence needs: `branch`, `successor`, `message`, `segment`, `exitRule` (counted from 1). */
  readonly params: { readonly [name: string]: string };
}

/** What the workspace has, so that a journey can be held against it. */
export interface KnownDefinitions {
  readonly messages: readonly Pick<MessageDefinition, 'id' | 'variants'>[];
  readonly segments: readonly { readonly id: string }[];
}

/** The rules of the graph, the same for the canvas and for publishing. No problems: it may be published. */
export function checkJourney(definition: JourneyDefinition, known: KnownDefinitions): readonly JourneyProblem[] {
  return [
    ...checkTriggers(definition),
    ...checkNodeIds(definition),
    ...definition.nodes.flatMap((node) => [...checkBranches(node, definition), ...checkReferences(node, known)]),
    ...checkReachability(definition),
    ...checkCycles(definition),
    ...checkExitRules(definition, known),
  ];
}

/** The nodes that a node leads to, by branch; branches that end the run are left out. */
export function successors(node: JourneyNode): readonly { readonly branch: string; readonly node: string }[] {
  const branches: { readonly [branch: string]: string | null } = node.branches;
  return Object.entries(branches).flatMap(([branch, to]) => (to === null ? [] : [{ branch, node: to }]));
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

function checkBranches(node: JourneyNode, { nodes }: JourneyDefinition): JourneyProblem[] {
  const { id } = node;
  const next = successors(node);
  if (node.kind === 'exit') {
    return next.length === 0 ? [] : [{ code: 'successor_after_exit', node: id, params: {} }];
  }
  // A message may be the last word; every other node is there for what follows it.
  if (next.length === 0 && node.kind !== 'message') {
    return [{ code: 'nothing_follows', node: id, params: {} }];
  }
  return next
    .filter((to) => !nodes.some((other) => other.id === to.node))
    .map((to) => ({ code: 'unknown_successor', node: id, params: { branch: to.branch, successor: to.node } }));
}

function checkReferences(node: JourneyNode, known: KnownDefinitions): JourneyProblem[] {
  if (node.kind === 'message') {
    const message = known.messages.find(({ id }) => id === node.message);
    const params = { message: node.message };
    if (!message) {
      return [{ code: 'unknown_message', node: node.id, params }];
    }
    const hasVariant = Object.values(message.variants).some((variant) => variant !== undefined);
    return hasVariant ? [] : [{ code: 'message_without_variant', node: node.id, params }];
  }
  if (node.kind === 'trigger' && node.trigger.type === 'segment' && !isKnownSegment(node.trigger.segment, known)) {
    return [{ code: 'unknown_segment', node: node.id, params: { segment: node.trigger.segment } }];
  }
  return [];
}

function checkExitRules({ exitRules }: JourneyDefinition, known: KnownDefinitions): JourneyProblem[] {
  return exitRules.flatMap((rule, index) =>
    rule.type === 'segment' && !isKnownSegment(rule.segment, known)
      ? [{ code: 'unknown_segment', params: { segment: rule.segment, exitRule: String(index + 1) } }]
      : [],
  );
}

function isKnownSegment(segment: string, { segments }: KnownDefinitions): boolean {
  return segments.some(({ id }) => id === segment);
}

function checkReachability({ nodes }: JourneyDefinition): JourneyProblem[] {
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

/** Loops come with a bound of their own; without one a graph that leads back would never let a person go. */
function checkCycles({ nodes }: JourneyDefinition): JourneyProblem[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const problems: JourneyProblem[] = [];
  const path = new Set<string>();
  const done = new Set<string>();

  const visit = (node: JourneyNode): void => {
    path.add(node.id);
    for (const to of successors(node)) {
      const next = byId.get(to.node);
      if (path.has(to.node)) {
        problems.push({ code: 'cycle', node: node.id, params: { branch: to.branch, successor: to.node } });
      } else if (next && !done.has(to.node)) {
        visit(next);
      }
    }
    path.delete(node.id);
    done.add(node.id);
  };
  for (const node of nodes) {
    if (!done.has(node.id)) {
      visit(node);
    }
  }
  return problems;
}
