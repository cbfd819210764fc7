import type { Point } from '../../graph/edit-journey.ts';

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** The colours of a note that is written on stand above it. */
const gap = 40;

/** Between the places that are tried. */
const stride = 24;
const farthest = 60;

/** The place nearest to the wanted one at which a box covers none of the others; in rings of squares around it. */
export function freeRoom(wanted: Box, taken: readonly Box[]): Point {
  for (let ring = 0; ring <= farthest; ring++) {
    const free = squareOf(ring)
      .map(({ x, y }) => ({ x: wanted.x + x * stride, y: wanted.y + y * stride }))
      .filter((at) => !taken.some((box) => overlap({ ...wanted, ...at }, box)))
      .sort((a, b) => distance(a, wanted) - distance(b, wanted))[0];
    if (free) return free;
  }
  return { x: wanted.x, y: wanted.y };
}

function squareOf(ring: number): Point[] {
  const side = Array.from({ length: 2 * ring + 1 }, (_, index) => index - ring);
  return side
    .flatMap((x) => side.map((y) => ({ x, y })))
    .filter(({ x, y }) => Math.max(Math.abs(x), Math.abs(y)) === ring);
}

function overlap(a: Box, b: Box): boolean {
  return (
    a.x < b.x + b.width + gap && b.x < a.x + a.width + gap && a.y < b.y + b.height + gap && b.y < a.y + a.height + gap
  );
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
