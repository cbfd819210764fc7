import type { JourneyNode } from '#contracts/journey.ts';
import { branchesOf, columnWidth } from './edit-journey.ts';

export interface Place {
  readonly x: number;
  readonly y: number;
}

const rowHeight = 136;

/** The key of the plus sign that stands where a branch ends. */
export function endKey(node: string, branch: string): string {
  return `end:${node}:${branch}`;
}

/**
 * Places for all steps, left to right: the column is the longest way from the start, the row follows the branches in
 * their order, and a step stands in the middle of what follows it. Ways that end take a row too, for their plus sign.
 * Steps that nothing leads to stand below. Cycles are cut where they close. Ends are in the result under `endKey`.
 */
export function layoutJourney(nodes: readonly JourneyNode[]): ReadonlyMap<string, Place> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const columns = columnsOf(nodes, byId);
  const rows = new Map<string, number>();
  let nextRow = 0;

  const place = (node: JourneyNode): number => {
    const known = rows.get(node.id);
    if (known !== undefined) return known;
    rows.set(node.id, nextRow);
    const following = Object.entries(branchesOf(node)).map(([branch, to]) => {
      const next = to === null ? undefined : byId.get(to);
      if (next && rows.has(next.id)) return undefined;
      if (next) return place(next);
      const key = endKey(node.id, branch);
      rows.set(key, nextRow);
      columns.set(key, (columns.get(node.id) ?? 0) + 1);
      return nextRow++;
    });
    const own = following.filter((row) => row !== undefined);
    if (own.length === 0) nextRow = Math.max(nextRow, (rows.get(node.id) ?? 0) + 1);
    const row = own.length > 0 ? ((own[0] ?? 0) + (own.at(-1) ?? 0)) / 2 : (rows.get(node.id) ?? 0);
    rows.set(node.id, row);
    return row;
  };

  for (const node of [...nodes].sort((a, b) => (columns.get(a.id) ?? 0) - (columns.get(b.id) ?? 0))) place(node);
  return new Map(
    [...rows].map(([key, row]) => [key, { x: (columns.get(key) ?? 0) * columnWidth, y: row * rowHeight }]),
  );
}

function columnsOf(nodes: readonly JourneyNode[], byId: ReadonlyMap<string, JourneyNode>): Map<string, number> {
  const columns = new Map<string, number>();
  const visit = (id: string, column: number, path: ReadonlySet<string>): void => {
    const node = byId.get(id);
    if (!node || path.has(id) || (columns.get(id) ?? -1) >= column) return;
    columns.set(id, column);
    const onPath = new Set([...path, id]);
    for (const to of Object.values(branchesOf(node))) if (to !== null) visit(to, column + 1, onPath);
  };
  for (const node of nodes) if (node.kind === 'trigger') visit(node.id, 0, new Set());
  for (const node of nodes) if (!columns.has(node.id)) visit(node.id, 0, new Set());
  return columns;
}
