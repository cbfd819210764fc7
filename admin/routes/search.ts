import { z } from 'zod';

/** A parameter that cannot be read is left out: an old or mistyped link still opens its screen. */
export function optional<T extends z.ZodType>(schema: T) {
  return schema.optional().catch(undefined);
}

export const word = optional(z.coerce.string());
