import { z } from 'zod';

const position = z.object({ x: z.number(), y: z.number() });

/** What every node has: its id and where it stands on the canvas. */
export const nodeBase = { id: z.string().min(1).max(64), position: position.optional() };

/** A year at most. */
export const minutes = z.number().int().min(1).max(525_600);

/** A node names its successors by branch. A branch of null ends the run. */
export const successor = z.string().min(1).max(64).nullable();

/** The branches of a node with one way out. */
export const onward = z.object({ next: successor });

/** Names a branch of its own: of a case, an option, an arm. */
export const optionId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'write it in lower-case letters, digits, hyphens and underscores')
  .refine((id) => !reserved.includes(id), 'this name has a meaning of its own');

const reserved: readonly string[] = ['no', 'timeout'];
