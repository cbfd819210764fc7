import { z } from 'zod';

export const runVariableTypes = ['text', 'number', 'boolean', 'date', 'json'] as const;
export type RunVariableType = (typeof runVariableTypes)[number];

/** Letters, digits and underscores, so that content can name it: `run.order_id`. */
export const variableName = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]{0,39}$/,
    'write the name in lower-case letters, digits and underscores, for example order_id',
  );

/**
 * A value that a run carries, readable in conditions and as `run.<name>` in content. `from` takes it from a property of
 * what starts the run; others are filled by a node. What does not fit the type is left out.
 */
export const runVariable = z.object({
  name: variableName,
  type: z.enum(runVariableTypes),
  from: z.string().min(1).max(200).optional(),
});
export type RunVariable = z.infer<typeof runVariable>;
