import { z } from 'zod';
import { nodeBase, onward } from '#contracts/journey/node-base.ts';

/** Gives somebody of the team something to do about her. Without an assignee it is her owner's, else everybody's. */
export const createTaskNode = z.object({
  ...nodeBase,
  kind: z.literal('create_task'),
  title: z.string().min(1).max(200),
  note: z.string().max(2_000),
  assignee: z.string().min(1).max(200).optional(),
  dueDays: z.number().int().min(0).max(365),
  branches: onward,
});
