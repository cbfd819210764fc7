import { z } from 'zod';
import { eventMatch } from '../../condition.ts';
import { minutes, nodeBase, successor } from '../node-base.ts';

/** Holds her until an event (`matched`), but no longer than so many minutes (`timeout`). */
export const waitUntilNode = z.object({
  ...nodeBase,
  kind: z.literal('wait_until'),
  match: eventMatch,
  timeoutMinutes: minutes,
  branches: z.object({ matched: successor, timeout: successor }),
});
