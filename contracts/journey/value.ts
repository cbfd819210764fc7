import { z } from 'zod';

const path = z.string().min(1).max(200);

/** What a value is taken from when a run comes by: `event` is what started the run, `run` a variable of it. */
export const journeyValue = z.discriminatedUnion('from', [
  z.object({ from: z.literal('constant'), value: z.union([z.string().max(1_000), z.number(), z.boolean()]) }),
  z.object({ from: z.literal('event'), property: path }),
  z.object({ from: z.literal('run'), variable: path }),
  z.object({ from: z.literal('trait'), trait: path }),
  /** The moment, as an ISO 8601 instant. */
  z.object({ from: z.literal('now') }),
]);
export type JourneyValue = z.infer<typeof journeyValue>;
