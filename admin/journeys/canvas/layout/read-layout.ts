import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import type { Point } from '../../graph/edit-journey.ts';
import type { JourneyLayout, Route } from './layout.ts';

/** What ELK made of a `layoutGraph`. */
export function readLayout({ children = [], edges = [] }: ElkNode): JourneyLayout {
  const places = children.map(({ id, x = 0, y = 0 }): [string, Point] => [id.replace(/^end:/, ''), { x, y }]);
  const routes = edges.flatMap((edge) => {
    const route = routeOf(edge);
    return route ? [[edge.id, route] as const] : [];
  });
  return { places: new Map(places), routes: new Map(routes) };
}

function routeOf({ sections = [], labels = [] }: ElkExtendedEdge): Route | undefined {
  const points = sections.flatMap(({ startPoint, bendPoints = [], endPoint }) => [startPoint, ...bendPoints, endPoint]);
  const [label] = labels;
  if (points.length === 0 || !label) return undefined;
  const { x = 0, y = 0, width = 0, height = 0 } = label;
  return { points, label: { x: x + width / 2, y: y + height / 2 } };
}
