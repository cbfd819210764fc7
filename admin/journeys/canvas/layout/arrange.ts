import type { JourneyNode } from '#contracts/journey.ts';
import { branchesOf, columnWidth } from '../../graph/edit-journey.ts';
import { branchKey, type JourneyLayout, layoutJourney, type Place } from './layout-journey.ts';

/** Steps keep the places they were dragged to; while one has none, all are laid out. */
export function arrange(nodes: readonly JourneyNode[]): JourneyLayout {
  const laidOut = layoutJourney(nodes);
  if (!nodes.every(({ position }) => position)) return laidOut;
  const places = new Map([
    ...laidOut.places,
    ...nodes.flatMap((node) => {
      const place = node.position ?? { x: 0, y: 0 };
      const was = laidOut.places.get(node.id) ?? place;
      const ends = Object.keys(branchesOf(node)).map((branch): [string, Place] => {
        const key = branchKey(node.id, branch);
        const end = laidOut.places.get(key) ?? { x: was.x + columnWidth, y: was.y };
        return [key, { x: place.x + end.x - was.x, y: place.y + end.y - was.y }];
      });
      return [[node.id, place] as [string, Place], ...ends];
    }),
  ]);
  return { places, passages: new Map() };
}
