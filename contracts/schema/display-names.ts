import { z } from 'zod';

const named = z.object({ name: z.string(), displayName: z.string() });

/** What a team calls what it is sent; only what has a name of its own is listed. Computed traits go by theirs. */
export const displayNames = z.object({
  events: z.array(named),
  /** `name` is the path of a property of `event`. */
  properties: z.array(named.extend({ event: z.string() })),
  /** `name` is the path of a trait. */
  traits: z.array(named),
});
export type DisplayNames = z.infer<typeof displayNames>;
