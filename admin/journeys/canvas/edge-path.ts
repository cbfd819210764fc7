import { getBezierPath, type Position } from '@xyflow/react';
import type { Point } from '../graph/edit-journey.ts';
import type { Route } from './layout/layout.ts';

/** Where a way begins and ends on the canvas, as React Flow tells it. */
interface Ends {
  readonly sourceX: number;
  readonly sourceY: number;
  readonly targetX: number;
  readonly targetY: number;
  readonly sourcePosition: Position;
  readonly targetPosition: Position;
}

interface EdgePath {
  readonly path: string;
  /** Where its words stand. */
  readonly label: Point;
}

/** The layout reckons with the edge of a card, the canvas with the middle of its handle. */
const near = 10;
const radius = 12;
const bend = 48;

/** Follows its route while both its ends stand where the route has them; a way whose step was dragged is drawn freely. */
export function edgePath(ends: Ends, route: Route | undefined): EdgePath {
  if (
    route &&
    isAt(route.points[0], ends.sourceX, ends.sourceY) &&
    isAt(route.points.at(-1), ends.targetX, ends.targetY)
  )
    return { path: rounded(fitted(route.points, ends)), label: route.label };
  if (ends.targetX < ends.sourceX) return below(ends);
  const [path, x, y] = getBezierPath(ends);
  return { path, label: { x, y } };
}

function isAt(point: Point | undefined, x: number, y: number): boolean {
  return point !== undefined && Math.abs(point.x - x) <= near && Math.abs(point.y - y) <= near;
}

function fitted(points: readonly Point[], { sourceX, sourceY, targetX, targetY }: Ends): readonly Point[] {
  return [{ x: sourceX, y: sourceY }, ...points.slice(1, -1), { x: targetX, y: targetY }];
}

/** Straight lines with round corners. */
function rounded(points: readonly Point[]): string {
  return points
    .map((point, index) => {
      const [before, after] = [points[index - 1], points[index + 1]];
      if (!before) return `M${point.x},${point.y}`;
      if (!after) return `L${point.x},${point.y}`;
      const into = towards(point, before);
      const out = towards(point, after);
      return `L${into.x},${into.y}Q${point.x},${point.y} ${out.x},${out.y}`;
    })
    .join('');
}

/** A little way from a corner to the next one; never beyond the middle between them. */
function towards(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const share = length === 0 ? 0 : Math.min(radius, length / 2) / length;
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

/** A way back among steps that were moved by hand: under both of its ends. */
function below({ sourceX, sourceY, targetX, targetY }: Ends): EdgePath {
  const y = Math.max(sourceY, targetY) + 112;
  const path = [
    `M${sourceX},${sourceY}`,
    `C${sourceX + bend},${sourceY} ${sourceX + bend},${y} ${sourceX},${y}`,
    `L${targetX},${y}`,
    `C${targetX - bend},${y} ${targetX - bend},${targetY} ${targetX},${targetY}`,
  ].join('');
  return { path, label: { x: (sourceX + targetX) / 2, y } };
}
