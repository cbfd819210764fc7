import { z } from 'zod';
import { identityConflictReasons } from '../identity-conflict.ts';
import { instantText, listQuery, page } from './list.ts';

const identity = z.object({ kind: z.string().min(1).max(40), value: z.string().min(1).max(300) });
const personName = z.object({ id: z.string(), name: z.string() });
const profileId = z.uuid();

/** `open`: for a person to decide; `settled`: a rule or a person has decided. */
export const identityConflictQuery = listQuery.extend({ state: z.enum(['open', 'settled']).default('open') });
export type IdentityConflictQuery = z.infer<typeof identityConflictQuery>;

export const identityConflict = z.object({
  identity,
  /** Whose the identity is. */
  holder: personName,
  /** With whom it came. */
  other: personName,
  reason: z.enum(identityConflictReasons),
  /** The kind by which the two differ, or of which there are too many. */
  detail: z.string(),
  state: z.enum(['open', 'rule', 'apart', 'merged', 'moved']),
  times: z.number().int(),
  /** The newest event in which it came up. */
  messageId: z.string(),
  firstAt: instantText,
  lastAt: instantText,
  decidedAt: instantText.nullable(),
  decidedBy: z.string().nullable(),
});
export type IdentityConflict = z.infer<typeof identityConflict>;
export const identityConflictList = page(identityConflict).extend({ open: z.number().int() });

/**
 * `merge`: the two are one person, the holder stays. `apart`: they are not, and it is not asked again. `move`: the
 * identity belongs to the other.
 */
export const decideConflictRequest = z.object({
  identity,
  holder: profileId,
  other: profileId,
  decision: z.enum(['merge', 'apart', 'move']),
});
export type DecideConflictRequest = z.infer<typeof decideConflictRequest>;

/** `merged`: can be undone; the others say why not. */
export const mergeStates = ['merged', 'under_way', 'being_undone', 'undone', 'too_late', 'winner_merged'] as const;

export const profileMerge = z.object({
  /** Who became part of somebody. */
  loser: personName,
  winner: personName,
  identities: z.array(identity),
  mergedAt: instantText,
  /** Null where a rule decided. */
  mergedBy: z.string().nullable(),
  undoneAt: instantText.nullable(),
  undoneBy: z.string().nullable(),
  state: z.enum(mergeStates),
  /** Until when it can be undone. */
  undoUntil: instantText.nullable(),
});
export type ProfileMerge = z.infer<typeof profileMerge>;
export const profileMergeList = page(profileMerge);

/** What an undo would do; nothing has happened yet. */
export const undoPreview = z.object({
  loser: personName,
  winner: personName,
  identities: z.array(identity),
  /** Journeys that go back with her, and those that have ended meanwhile. */
  journeysBack: z.array(z.string()),
  journeysEnded: z.array(z.string()),
  messagesBack: z.number().int(),
  /** Sent since the merge: they stay with the winner. */
  messagesSince: z.number().int(),
  /** Words of consent since the merge: a "no" holds for both. */
  consentsSince: z.number().int(),
});
export type UndoPreview = z.infer<typeof undoPreview>;

export const mergeParameters = z.object({ id: profileId, loser: profileId });
export const mergeRequest = z.object({ loser: profileId });
