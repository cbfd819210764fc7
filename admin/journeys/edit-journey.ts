import type { JourneyDefinition, JourneyNode, JourneyNodeKind } from '#contracts/journey.ts';
import { successors } from '#contracts/journey-graph.ts';

/** A way out of a node. */
export interface Exit {
  readonly node: string;
  readonly branch: string;
}

export const addableKinds = ['message', 'wait', 'wait_until', 'condition', 'exit'] as const satisfies JourneyNodeKind[];
export type AddableKind = (typeof addableKinds)[number];

/** Horizontal distance of two steps on the canvas. */
export const columnWidth = 352;

/** Puts a step into the way out `from`; what followed there now follows the new step's first branch. */
export function insertNode(
  definition: JourneyDefinition,
  from: Exit,
  kind: AddableKind,
): { definition: JourneyDefinition; added: string } {
  const source = definition.nodes.find(({ id }) => id === from.node);
  if (!source) return { definition, added: '' };
  const next = branchesOf(source)[from.branch] ?? null;
  const id = freeId(definition, kind);
  const moved = next === null ? definition.nodes : makeRoom(definition, next);
  const place = source.position ? { position: { x: source.position.x + columnWidth, y: source.position.y } } : {};
  const added: JourneyNode = { ...newNode(kind, id, next), ...place };
  const nodes = [...moved.map((node) => (node.id === from.node ? withBranch(node, from.branch, id) : node)), added];
  return { definition: { ...definition, nodes }, added: id };
}

/** Whoever led to the removed step now leads to what followed it. The trigger stays. */
export function removeNode(definition: JourneyDefinition, id: string): JourneyDefinition {
  const gone = definition.nodes.find((node) => node.id === id);
  if (!gone || gone.kind === 'trigger') return definition;
  const next = successors(gone)[0]?.node ?? null;
  const nodes = definition.nodes
    .filter((node) => node.id !== id)
    .map((node) =>
      successors(node)
        .filter((to) => to.node === id)
        .reduce((changed, to) => withBranch(changed, to.branch, next), node),
    );
  return { ...definition, nodes };
}

export function replaceNode(definition: JourneyDefinition, node: JourneyNode): JourneyDefinition {
  return { ...definition, nodes: definition.nodes.map((one) => (one.id === node.id ? node : one)) };
}

/** Leads a way out to another step, or with null to the end of the run. */
export function connect(definition: JourneyDefinition, from: Exit, to: string | null): JourneyDefinition {
  const nodes = definition.nodes.map((node) => (node.id === from.node ? withBranch(node, from.branch, to) : node));
  return { ...definition, nodes };
}

export function branchesOf(node: JourneyNode): { readonly [branch: string]: string | null } {
  return node.branches;
}

function withBranch(node: JourneyNode, branch: string, to: string | null): JourneyNode {
  return { ...node, branches: { ...node.branches, [branch]: to } } as JourneyNode;
}

function newNode(kind: AddableKind, id: string, next: string | null): JourneyNode {
  switch (kind) {
    case 'message':
      return { id, kind, message: '', branches: { next } };
    case 'wait':
      return { id, kind, minutes: 1_440, branches: { next } };
    case 'wait_until':
      return {
        id,
        kind,
        match: { event: '', where: [] },
        timeoutMinutes: 1_440,
        branches: { matched: next, timeout: null },
      };
    case 'condition':
      return { id, kind, condition: { type: 'all', conditions: [] }, branches: { yes: next, no: null } };
    case 'exit':
      return { id, kind, branches: {} };
  }
}

function freeId(definition: JourneyDefinition, kind: string): string {
  const taken = new Set(definition.nodes.map(({ id }) => id));
  const base = kind.replace('_', '-');
  for (let number = 1; ; number += 1) {
    if (!taken.has(`${base}-${number}`)) return `${base}-${number}`;
  }
}

/** Moves a step and all that follows it one column to the right. */
function makeRoom(definition: JourneyDefinition, first: string): JourneyNode[] {
  const byId = new Map(definition.nodes.map((node) => [node.id, node]));
  const moved = new Set<string>();
  const open = [first];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = byId.get(id);
    if (!node || moved.has(id)) continue;
    moved.add(id);
    open.push(...successors(node).map((to) => to.node));
  }
  return definition.nodes.map((node) =>
    moved.has(node.id) && node.position
      ? { ...node, position: { ...node.position, x: node.position.x + columnWidth } }
      : node,
  );
}
