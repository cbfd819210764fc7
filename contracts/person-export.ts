import { z } from 'zod';

const record = z.record(z.string(), z.unknown());

/**
 * The file that one person's export is: one JSON object, whose lists hold one element a line. Elements of lists of facts have
 * the columns of their tables; times are ISO 8601 in UTC, or milliseconds since 1970 inside documents.
 */
export const personExport = z.object({
  format: z.literal('throughline-person-export'),
  version: z.literal(1),
  exportedAt: z.iso.datetime(),
  profile: z.uuid(),
  documents: z
    .array(record)
    .describe(
      'What is known now: traits, consents, memberships, running journeys, waiting and recent messages. The first is the person of today, the others are what stays of profiles that were merged into her.',
    ),
  identities: z.array(z.object({ kind: z.string(), value: z.string(), since: z.iso.datetime(), profile: z.uuid() })),
  merges: z.array(record).describe('Which profiles became one, when, and who said so.'),
  notes: z.array(record).describe('What the team wrote down about her.'),
  tasks: z.array(record).describe('What the team was to do about her.'),
  coupons: z.array(record).describe('Codes that journeys gave her.'),
  suppressions: z.array(record).describe('Addresses of hers to which nothing is sent.'),
  keptAside: z.array(record).describe('Events that did not fit the schema and wait to be mended.'),
  deadLetters: z.array(record).describe('What could not be applied.'),
  sandboxMessages: z.array(record).describe('Messages as they were shown in the sandbox.'),
  privacyRequests: z.array(record).describe('Exports and erasures that were asked for.'),
  events: z.array(record),
  orders: z.array(record),
  consents: z.array(record).describe('Every word of consent with its proof.'),
  memberships: z.array(record),
  journeySteps: z.array(record),
  decisions: z.array(record),
  messages: z.array(record),
  notTaken: z.array(record).describe('What came for her and changed nothing, with the reason.'),
});
