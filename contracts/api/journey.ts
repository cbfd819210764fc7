import { z } from 'zod';
import { journeyDefinition } from '../journey.ts';
import { chosenIdentifier, definitionOf, definitionStatus, draftOf, saveDraftRequest } from './definition.ts';
import { instantText, page } from './list.ts';

/** How a draft waits, for whoever asks: for her yes, for that of somebody else, or declined. */
export const draftApprovals = ['yours', 'colleague', 'declined'] as const;
export type DraftApproval = (typeof draftApprovals)[number];

export const journeyListItem = z.object({
  id: z.string(),
  name: z.string(),
  status: definitionStatus,
  hasUnpublishedChanges: z.boolean(),
  /** Version that new people enter; 0 before the first publish. */
  version: z.number().int(),
  inside: z.number().int(),
  entered: z.number().int(),
  completed: z.number().int(),
  exited: z.number().int(),
  /** Runs that reached at least one goal. */
  converted: z.number().int(),
  messages: z.number().int(),
  attributedRevenue: z.number(),
  /** Null: nobody has to say yes, or nothing is there yet to say it to. */
  approval: z.enum(draftApprovals).nullable(),
  updatedAt: instantText,
});
export type JourneyListItem = z.infer<typeof journeyListItem>;
export const journeyList = page(journeyListItem);

export const journey = definitionOf(journeyDefinition).extend({
  version: z.number().int(),
  /** Who saved the draft last; an API key has no address. Null where nobody is known. */
  savedBy: z.object({ name: z.string(), email: z.string().nullable() }).nullable(),
  /** A colleague's no to the draft as it is; the next save takes it away. */
  declined: z.object({ by: z.string(), at: instantText, reason: z.string() }).nullable(),
});
export type Journey = z.infer<typeof journey>;

/** Without a `draft` it starts with an empty event trigger. `id` and `version` inside the draft are the server's. */
export const createJourneyRequest = z.object({
  id: chosenIdentifier,
  name: z.string().min(1).max(200),
  draft: draftOf(journeyDefinition).optional(),
});
export type CreateJourneyRequest = z.input<typeof createJourneyRequest>;

/** Says no to the draft of `revision`, and why. */
export const declineJourneyRequest = z.object({
  revision: z.number().int().min(1),
  reason: z.string().trim().min(1).max(1000),
});
export type DeclineJourneyRequest = z.infer<typeof declineJourneyRequest>;

export const saveJourneyRequest = saveDraftRequest(journeyDefinition);
export type SaveJourneyRequest = z.infer<typeof saveJourneyRequest>;

const nodeCount = z.object({
  node: z.string(),
  /** People who arrived, over all time. */
  entered: z.number().int(),
  inside: z.number().int(),
  passed: z.array(z.object({ branch: z.string(), count: z.number().int() })),
  sent: z.number().int(),
  heldBack: z.number().int(),
  opened: z.number().int(),
  clicked: z.number().int(),
});

/** All versions of the journey together; nodes that the draft no longer has stand there too. */
export const journeyCounts = z.object({
  nodes: z.array(nodeCount),
  /** How many runs reached each goal: one of the journey by its id, a goal step by the step's. */
  goals: z.array(z.object({ goal: z.string(), runs: z.number().int() })),
  inside: z.number().int(),
  entered: z.number().int(),
  completed: z.number().int(),
  exited: z.number().int(),
  attributedOrders: z.number().int(),
  attributedRevenue: z.number(),
  currency: z.string(),
  measuredAt: instantText,
});
export type JourneyCounts = z.infer<typeof journeyCounts>;
