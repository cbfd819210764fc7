import { z } from 'zod';

/** The body of every answer that is not a success. `code` is one of contracts/errors.ts. */
export const errorResponse = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    /** What exactly is wrong, where there is more to say than the message: fields, problems, who refers to it. */
    details: z.unknown().optional(),
  }),
});
export type ErrorResponse = z.infer<typeof errorResponse>;
