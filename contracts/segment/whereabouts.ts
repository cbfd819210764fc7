import { z } from 'zod';

const wanted = z.array(z.string().min(1).max(200)).min(1).max(1_000);

/** Where she is: what her traits tell, else what her newest event came with. Small and capital letters are the same. */
export const locationCondition = z.object({
  type: z.literal('location'),
  part: z.enum(['country', 'region', 'city']),
  oneOf: wanted,
});

/** Within a distance of a point, as the crow flies. */
export const nearCondition = z.object({
  type: z.literal('near'),
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  kilometres: z.number().positive().max(20_040),
});

/** What she used last. Small and capital letters are the same. */
export const deviceCondition = z.object({
  type: z.literal('device'),
  part: z.enum(['type', 'os', 'browser', 'app']),
  oneOf: wanted,
});

/** Her language as a BCP 47 tag: `pt` holds for `pt-BR` too; of Chinese the script decides (`zh-Hans`, `zh-Hant`). */
export const languageCondition = z.object({ type: z.literal('language'), oneOf: wanted });

/** Her own time zone by its IANA name, else the workspace's. */
export const timeZoneCondition = z.object({ type: z.literal('time_zone'), oneOf: wanted });
