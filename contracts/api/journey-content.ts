import { z } from 'zod';
import { channelSchema } from '../channel.ts';
import { templateProblemReason } from '../template-problem.ts';

const samplePerson = z.object({ profile: z.string(), personName: z.string() });

/** Of a marketing message: people of the audience whom only a channel reaches for which it has no variant. */
const channelGap = z.object({
  /** The step that sends it. */
  node: z.string(),
  message: z.string(),
  messageName: z.string(),
  /** The one without a variant. */
  channel: channelSchema,
  people: z.number().int(),
  /** False: reckoned up from a sample of the people. */
  exact: z.boolean(),
});
export type ChannelGap = z.infer<typeof channelGap>;

/** What the content of a journey's messages came to when it was rendered for a few real people. */
export const journeyContentCheck = z.object({
  /** Of the journey's audience; of everybody where nobody is in it yet. */
  people: z.array(samplePerson),
  /** False: nobody did the event that starts it yet, so that what content takes from it was not looked at. */
  eventKnown: z.boolean(),
  rendered: z.number().int(),
  gaps: z.array(channelGap),
  problems: z.array(
    templateProblemReason.extend({
      /** The step that sends it. */
      node: z.string(),
      message: z.string(),
      messageName: z.string(),
      channel: channelSchema,
      field: z.string(),
      line: z.number().int().nullable(),
      /** The variable that has no value, and in whose place nothing stands; null for any other error. */
      missing: z.string().nullable(),
      /** An English sentence. */
      text: z.string(),
      /** For whom; the first few. */
      people: z.array(samplePerson),
      count: z.number().int(),
    }),
  ),
});
export type JourneyContentCheck = z.infer<typeof journeyContentCheck>;
