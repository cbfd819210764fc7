import { z } from 'zod';
import { noRoomReasons } from '../no-room.ts';

/** GET /health/ready, which anybody may ask: which parts are well, and of `storage` what has no room left. */
export const readiness = z.object({
  status: z.enum(['ok', 'unavailable']),
  parts: z.array(z.object({ part: z.string(), ok: z.boolean(), reason: z.enum(noRoomReasons).optional() })),
});
export type Readiness = z.infer<typeof readiness>;
