import { z } from 'zod';
import { nodeBase, successor } from '#contracts/journey/node-base.ts';
import { journeyValue } from '#contracts/journey/value.ts';
import { variableName } from '#contracts/journey/variable.ts';

const key = z.string().min(1).max(100);

/**
 * Asks another system and keeps parts of its JSON answer in variables of the run. `answered`: it said yes (2xx);
 * `failed`: it said no, or could not be reached; `timeout`: it did not answer in time.
 */
export const webhookNode = z.object({
  ...nodeBase,
  kind: z.literal('webhook'),
  url: z.url({ protocol: /^https?$/ }).max(2_000),
  /** What is sent, as a JSON object beside who and which run it is. */
  body: z.array(z.object({ key, value: journeyValue })).max(50),
  timeoutMinutes: z.number().int().min(1).max(1_440),
  results: z.array(z.object({ variable: variableName, path: z.string().min(1).max(200) })).max(20),
  branches: z.object({ answered: successor, failed: successor, timeout: successor }),
});
