import { z } from 'zod';
import { channelSchema } from '../channel.ts';
import { instantText } from './list.ts';

/** How the platform itself is doing. `lag` is the number of frames that a partition's worker has not applied yet. */
export const system = z.object({
  version: z.string(),
  topology: z.enum(['embedded', 'server', 'scaled']),
  startedAt: instantText,
  lanes: z.array(z.object({ lane: z.number().int(), class: z.enum(['live', 'bulk']), lag: z.number().int() })),
  factsBehindMilliseconds: z.number(),
  outbox: z.object({ pending: z.number().int(), claimed: z.number().int(), dead: z.number().int() }),
  /** Whose provider refuses the account, so that messages wait. */
  stoppedChannels: z.array(channelSchema),
  /** Size of the log that is kept, and of the data directory's disk, in bytes; null where there is no local disk. */
  logBytes: z.number().int(),
  disk: z.object({ free: z.number().int(), total: z.number().int() }).nullable(),
  memoryBytes: z.number().int(),
});
export type System = z.infer<typeof system>;
