import { z } from 'zod';
import { jsonObject } from '../json.ts';

/** Whom: by profile id, or by any identity that the workspace knows; one that is new becomes a person. */
export const startRunRequest = z
  .object({
    profile: z.uuid().optional(),
    identity: z.object({ kind: z.string().min(1).max(64), value: z.string().min(1).max(500) }).optional(),
    /** Readable in content as `event`, and by the variables of the journey. */
    payload: jsonObject.default({}),
    /** The same for every try of one call: a repeat within 24 hours starts nothing. */
    id: z.string().min(1).max(200).optional(),
  })
  .strict()
  .refine(
    ({ profile, identity }) => (profile === undefined) !== (identity === undefined),
    'give either profile or identity',
  );

/** Taken, not started: the journey's own rules decide in the person's lane. */
export const startedRun = z.object({ profile: z.string(), id: z.string() });

/** As the Standard Webhooks specification writes secrets. */
export const journeyWebhookSecretAnswer = z.object({ secret: z.string() });
