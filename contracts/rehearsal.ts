import { z } from 'zod';

const counts = z.record(z.string(), z.number().int());

/** What happened at one node of a journey in a rehearsal. */
export const rehearsalNode = z.object({
  arrived: z.number().int(),
  /** By the branch that was taken. */
  passed: counts,
  /** Messages by channel. */
  sent: counts,
  /** Decisions to wait, by what was waited for; one message may wait several times. */
  deferred: counts,
  /** Messages that the arbiter would not have let go, by reason. */
  heldBack: counts,
});
export type RehearsalNode = z.infer<typeof rehearsalNode>;

/** What a journey would have done. Counts are of the people who were looked at, which may be a sample. */
export const rehearsalCounts = z.object({
  /** People whose history was lived again. */
  people: z.number().int(),
  /** Those of them who entered at least once. */
  entered: z.number().int(),
  entries: z.number().int(),
  completed: z.number().int(),
  /** Runs that ended early, by reason. */
  exited: counts,
  nodes: z.record(z.string(), rehearsalNode),
  /** By day of the workspace's time zone (YYYY-MM-DD), ascending; days without either are left out. */
  days: z.array(z.object({ day: z.string(), entries: z.number().int(), messages: z.number().int() })),
  /** Who would have got most, from all journeys together and from this one. */
  busiest: z.array(z.object({ profile: z.string(), messages: z.number().int(), ofThis: z.number().int() })),
});
export type RehearsalCounts = z.infer<typeof rehearsalCounts>;
