import type { Point } from '../../graph/edit-journey.ts';

/** How a way is led from one step to the next. */
export interface Route {
  /** All its corners, from the step that it leaves to the one that it reaches. */
  readonly points: readonly Point[];
  /** The middle of the room that is kept free for its words and its plus sign. */
  readonly label: Point;
}

/** Where everything on the canvas stands. */
export interface JourneyLayout {
  /** Steps by id, ends of branches by `branchKey`. */
  readonly places: ReadonlyMap<string, Point>;
  /** By `branchKey`; without one a way is drawn from end to end. */
  readonly routes: ReadonlyMap<string, Route>;
}

/** In pixels; the style sheet of the cards says the same. */
export const cardWidth = 240;
export const endSize = 32;

/** Cards of a journey that is or was published have a line of live counts. */
export function cardHeight(hasCounts: boolean): number {
  return hasCounts ? 112 : 80;
}

/** Names a way out of a step, and the plus sign that stands where it ends. */
export function branchKey(node: string, branch: string): string {
  return `branch:${node}:${branch}`;
}

/** At which share of a card's height its nth of several ways leaves it. */
export function wayHeight(index: number, ways: number): number {
  return ways > 1 ? (index + 0.75) / (ways + 0.5) : 0.5;
}
