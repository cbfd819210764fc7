import { z } from 'zod';
import { nodeBase, onward } from '#contracts/journey/node-base.ts';
import { journeyValue } from '#contracts/journey/value.ts';

const trait = z.string().min(1).max(200);

/** Sets traits, removes them, or adds a number to one. */
export const updateProfileNode = z.object({
  ...nodeBase,
  kind: z.literal('update_profile'),
  changes: z
    .array(
      z.discriminatedUnion('change', [
        z.object({ change: z.literal('set'), trait, value: journeyValue }),
        z.object({ change: z.literal('remove'), trait }),
        z.object({ change: z.literal('add'), trait, amount: z.number() }),
      ]),
    )
    .min(1)
    .max(20),
  branches: onward,
});
