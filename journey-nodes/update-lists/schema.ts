import { z } from 'zod';
import { nodeBase, onward } from '#contracts/journey/node-base.ts';

const lists = z.array(z.string().min(1).max(64)).max(20);

/** Puts her onto lists of people and takes her off others. */
export const updateListsNode = z.object({
  ...nodeBase,
  kind: z.literal('update_lists'),
  add: lists,
  remove: lists,
  branches: onward,
});
