import { z } from 'zod';

const identifier = z.string().min(1).max(64);

/**
 * The smallest part of a journey that one person changes at a time. `field` is one of the journey as a whole, `node` what
 * a step does, `way` where one of its branches leads, `position` and `notePosition` where it stands on the canvas.
 */
export const changePlace = z.discriminatedUnion('part', [
  z.object({ part: z.literal('field'), name: identifier }),
  z.object({ part: z.literal('node'), node: identifier }),
  z.object({ part: z.literal('way'), node: identifier, branch: identifier }),
  z.object({ part: z.literal('position'), node: identifier }),
  z.object({ part: z.literal('note'), note: identifier }),
  z.object({ part: z.literal('notePosition'), note: identifier }),
]);
export type ChangePlace = z.infer<typeof changePlace>;

/**
 * What stood at a place and what shall stand there; null is nothing, so a step is added from null and removed to null.
 * Because a change says what it was made from, it can be applied to a draft that has moved on, sent twice, and undone.
 */
export const journeyChange = z.object({ place: changePlace, before: z.json(), after: z.json() });
export type JourneyChange = z.infer<typeof journeyChange>;

/** A change that was not applied, because by now something else stands there. */
export const changeConflict = z.object({ place: changePlace, mine: z.json(), theirs: z.json() });
export type ChangeConflict = z.infer<typeof changeConflict>;

/** What takes the changes back. */
export function inverted(changes: readonly JourneyChange[]): JourneyChange[] {
  return changes.map(({ place, before, after }) => ({ place, before: after, after: before })).reverse();
}

/** One text for one place. */
export function placeKey(place: ChangePlace): string {
  return Object.values(place).join(' ');
}
