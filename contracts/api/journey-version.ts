import { z } from 'zod';
import { journeyDefinition } from '../journey.ts';
import { journeyChange } from '../journey-editing/change.ts';
import { messageDefinition } from '../message.ts';
import { instantText } from './list.ts';

const version = z.coerce.number().int().min(1);

export const journeyVersionList = z.object({
  items: z.array(
    z.object({
      version: z.number().int(),
      publishedAt: instantText,
      publishedBy: z.string().nullable(),
      /** People enter it; at most one does. */
      entry: z.boolean(),
      /** The version to which its people were sent on; null: they stay on it. */
      movedTo: z.number().int().nullable(),
    }),
  ),
});

export const journeyVersionParameters = z.object({ id: z.string().min(1).max(64), version });

export const journeyVersion = journeyDefinition;

/** `draft`, or the number of a version. */
const side = z.union([z.literal('draft'), version]);
export const journeyDiffQuery = z.object({ from: side, to: side.default('draft') });

/** What leads from one to the other, in an order in which it can be applied. */
export const journeyDiff = z.object({ changes: z.array(journeyChange) });

const nodeMapping = z.record(z.string().max(64), z.string().max(64).nullable());

/** Where the people of each version that still has a way of its own would go in the draft. */
export const journeyMappings = z.object({
  versions: z.array(z.object({ version: z.number().int(), nodes: nodeMapping })),
});

/** Versions that are not named keep their people. A node that is not named, or null, is where people leave the journey. */
export const publishJourneyRequest = z
  .object({ move: z.array(z.object({ version: z.number().int().min(1), nodes: nodeMapping })).max(50) })
  .partial()
  .nullish();
export type PublishJourneyRequest = z.infer<typeof publishJourneyRequest>;

/** `finish`: nobody enters, who is inside goes on to the end, and then it is archived; `now`: everybody leaves at once. */
export const stopJourneyRequest = z.object({ how: z.enum(['finish', 'now']) });

/** A journey with the messages that it sends, to be taken to another workspace. */
export const journeyFile = z.object({
  format: z.literal('throughline.journey'),
  formatVersion: z.literal(1),
  journey: journeyDefinition,
  messages: z.array(messageDefinition).max(200),
});
export type JourneyFile = z.infer<typeof journeyFile>;
