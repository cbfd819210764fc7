import { z } from 'zod';
import { nodeBase, onward } from '#contracts/journey/node-base.ts';

const tags = z.array(z.string().trim().min(1).max(60)).max(20);

/** Attaches tags to her and takes others off. */
export const updateTagsNode = z.object({
  ...nodeBase,
  kind: z.literal('update_tags'),
  add: tags,
  remove: tags,
  branches: onward,
});
