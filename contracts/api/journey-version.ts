import { z } from 'zod';
import { moveReasons } from '../journey/mapping.ts';
import { referenceNoun } from '../journey/references.ts';
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

/** Where the people of each version that still has a way of its own would go in the draft, why, and how many are at each node. */
export const journeyMappings = z.object({
  versions: z.array(
    z.object({
      version: z.number().int(),
      nodes: nodeMapping,
      steps: z.array(z.object({ node: z.string(), people: z.number().int(), because: z.enum(moveReasons) })),
    }),
  ),
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

const reference = z.object({ noun: referenceNoun, id: z.string().min(1).max(64) });

/** `replace` puts what this workspace has in the place of what the file names; what is left stays as the file has it. */
export const importJourneyRequest = journeyFile.extend({
  replace: z
    .array(reference.extend({ by: z.string().min(1).max(64) }))
    .max(500)
    .optional(),
});
export type ImportJourneyRequest = z.infer<typeof importJourneyRequest>;

/** What an import would make, and what the journey names that is neither in the file nor here. */
export const journeyFileReport = z.object({
  name: z.string(),
  steps: z.number().int(),
  messages: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      /** `same`: it is here already and is used; `other`: a different one has its id, so that it gets an id of its own. */
      here: z.enum(['new', 'same', 'other']),
    }),
  ),
  /** `nodes`: the steps that name it; none where it is a rule of the journey. */
  missing: z.array(reference.extend({ nodes: z.array(z.string()) })),
});
export type JourneyFileReport = z.infer<typeof journeyFileReport>;
