import type { JourneyNode } from '#contracts/journey.ts';
import { branchesOf, columnWidth } from '../../graph/edit-journey.ts';
import { branchOrder } from '../../nodes/index.ts';

export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface JourneyLayout {
  /** Steps by id, ends of branches by `branchKey`. */
  readonly places: ReadonlyMap<string, Place>;
  /** Where a way passes by other steps: the height at which it is free, by `branchKey`. */
  readonly passages: ReadonlyMap<string, number>;
}

const rowHeight = 136;

/** Names a way out of a step, and the plus sign that stands where it ends. */
export function branchKey(node: string, branch: string): string {
  return `branch:${node}:${branch}`;
}

/**
 * Places for all steps, left to right: the column is the longest way from the start, the row follows the branches in
 * their order, and a step stands in the middle of what follows it. Ways that end take a row too, for their plus sign, and
 * so do ways that pass by other steps or lead back. Steps that nothing leads to stand below. Cycles are cut where they
 * close.
 */
export function layoutJourney(nodes: readonly JourneyNode[]): JourneyLayout {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const columns = columnsOf(nodes, byId);
  const rows = new Map<string, number>();
  const passages = new Map<string, number>();
  const column = (key: string) => columns.get(key) ?? 0;
  let nextRow = 0;

  /** The row that a way out takes, or undefined where it leads back to a row that others have taken. */
  const follow = (node: JourneyNode, branch: string, to: string | null): number | undefined => {
    const key = branchKey(node.id, branch);
    const next = to === null ? undefined : byId.get(to);
    if (!next) {
      rows.set(key, nextRow);
      columns.set(key, column(node.id) + 1);
      return nextRow++;
    }
    const passesBy = column(next.id) > column(node.id) + 1;
    if (!rows.has(next.id)) {
      const row = place(next);
      if (passesBy) passages.set(key, row * rowHeight);
      return row;
    }
    const leadsBack = column(next.id) <= column(node.id);
    if (!passesBy && !leadsBack) return undefined;
    passages.set(key, nextRow * rowHeight);
    nextRow += 1;
    return leadsBack ? undefined : nextRow - 1;
  };

  const place = (node: JourneyNode): number => {
    const known = rows.get(node.id);
    if (known !== undefined) return known;
    const first = nextRow;
    rows.set(node.id, first);
    const following = branchOrder(node).map((branch) => follow(node, branch, branchesOf(node)[branch] ?? null));
    const own = following.filter((row) => row !== undefined);
    nextRow = Math.max(nextRow, first + 1);
    const row = own.length > 0 ? ((own[0] ?? first) + (own.at(-1) ?? first)) / 2 : first;
    rows.set(node.id, row);
    return row;
  };

  for (const node of [...nodes].sort((a, b) => column(a.id) - column(b.id))) place(node);
  spread(rows, column);
  const places = new Map([...rows].map(([key, row]) => [key, { x: column(key) * columnWidth, y: row * rowHeight }]));
  return { places, passages };
}

/** Moves steps of one column apart where the middles of their branches came to lie on each other. */
function spread(rows: Map<string, number>, column: (key: string) => number): void {
  for (const inColumn of Map.groupBy(rows, ([key]) => column(key)).values()) {
    let free = 0;
    for (const [key, row] of inColumn.sort((a, b) => a[1] - b[1])) {
      rows.set(key, Math.max(row, free));
      free = Math.max(row, free) + 1;
    }
  }
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
