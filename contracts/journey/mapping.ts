import type { JourneyDefinition, JourneyNode } from '../journey.ts';

/** Node of an older version -> where its people go in the newer one; null: they leave. */
export type NodeMapping = { readonly [node: string]: string | null };

/** Why a proposal is what it is: the node is there still, another one is most like it, or none is. */
export const moveReasons = ['same', 'alike', 'none'] as const;

export interface ProposedMove {
  readonly to: string | null;
  readonly because: (typeof moveReasons)[number];
}

/** Below this share of what two nodes say alike, one is no later form of the other. */
const leastAlike = 0.4;

/**
 * Where people of an older version would go in a newer one: to the node of the same id and kind, else to the one of the same
 * kind that is most like theirs and that nobody else goes to. A proposal for the marketer, who may change it.
 */
export function proposeMapping(
  from: Pick<JourneyDefinition, 'nodes'>,
  to: Pick<JourneyDefinition, 'nodes'>,
): ReadonlyMap<string, ProposedMove> {
  const kept = new Map(
    from.nodes.flatMap(({ id, kind }) =>
      to.nodes.some((node) => node.id === id && node.kind === kind) ? [[id, id]] : [],
    ),
  );
  const taken = new Set(kept.values());
  const pairs = from.nodes
    .filter(({ id }) => !kept.has(id))
    .flatMap((old) =>
      to.nodes.filter((node) => !taken.has(node.id)).map((node) => ({ old, node, alike: alike(old, node) })),
    )
    .filter((pair) => pair.alike >= leastAlike)
    .sort((a, b) => b.alike - a.alike);
  for (const { old, node } of pairs) {
    if (kept.has(old.id) || taken.has(node.id)) continue;
    kept.set(old.id, node.id);
    taken.add(node.id);
  }
  return new Map(
    from.nodes.map(({ id, kind }): [string, ProposedMove] => {
      const target = kept.get(id) ?? null;
      const isSame = target === id && to.nodes.some((node) => node.id === id && node.kind === kind);
      return [id, { to: target, because: target === null ? 'none' : isSame ? 'same' : 'alike' }];
    }),
  );
}

/** 0 to 1: the share of what they say that both say (Jaccard); 0 for different kinds. Where they stand and lead is no part of it. */
function alike(left: JourneyNode, right: JourneyNode): number {
  if (left.kind !== right.kind) return 0;
  const [one, other] = [sayings(left), sayings(right)];
  const shared = [...one].filter((text) => other.has(text)).length;
  return shared / (one.size + other.size - shared);
}

function sayings({ id: _, position: __, branches, ...content }: JourneyNode): ReadonlySet<string> {
  return new Set([...leaves('', content), ...Object.keys(branches).map((branch) => `branch ${branch}`)]);
}

function leaves(path: string, value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [`${path}=${JSON.stringify(value)}`];
  return Object.entries(value).flatMap(([key, part]) => leaves(`${path}.${key}`, part));
}
