import { z } from 'zod';
import { changeConflict, journeyChange } from '../journey-editing/change.ts';
import { journey } from './journey.ts';

/** One open canvas: a tab of a browser, by an id that it chose. */
const editorId = z.string().regex(/^[A-Za-z0-9-]{8,64}$/, 'an editor has 8 to 64 letters, digits and hyphens');

/** Changes are merged into the newest draft, whatever revision they were made from; see `journeyChange`. */
export const editJourneyRequest = z.object({
  editor: editorId.optional(),
  changes: z.array(journeyChange).min(1).max(5_000),
});
export type EditJourneyRequest = z.infer<typeof editJourneyRequest>;

/** What was not applied stands under `conflicts`, with what stands there instead. */
export const editJourneyAnswer = z.object({ journey, conflicts: z.array(changeConflict) });

/** The step that somebody has open, or null. */
export const journeyPlaceRequest = z.object({ editor: editorId, node: z.string().max(64).nullable() });

export const journeyLiveQuery = z.object({ editor: editorId });

/** Who has the journey open now. */
export const journeyEditors = z.array(
  z.object({ editor: z.string(), name: z.string(), node: z.string().nullable(), mayChange: z.boolean() }),
);
export type JourneyEditors = z.infer<typeof journeyEditors>;

/** Somebody changed the journey: its draft, or whether people enter it. `editor` is null for other ways than a canvas. */
export const journeyTouched = z.object({ editor: z.string().nullable(), name: z.string() });
export type JourneyTouched = z.infer<typeof journeyTouched>;
