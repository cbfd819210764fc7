import type { MergeRow } from '#components/store/port/identity-decision.ts';
import type { mergeStates, ProfileMerge, UndoPreview } from '#contracts/api/identity.ts';
import { RequestError } from '#contracts/errors.ts';
import type { ProfileId } from '#contracts/identifiers.ts';
import { losersOf } from '#core/merge/absorb-id.ts';
import { readDocument } from '#core/read-document.ts';
import type { KeptMerge, ProfileState } from '#core/state.ts';
import type { UndoneDocuments } from '#flow/undo/start-undo.ts';
import { newestRelease } from '../definitions/parts.ts';
import type { ServerParts } from '../parts.ts';
import { namesOf } from './person-names.ts';

type MergeState = (typeof mergeStates)[number];

/** Who became part of a person, newest first, and what of it can be undone. */
export async function listMerges(parts: ServerParts, profile: ProfileId): Promise<ProfileMerge[]> {
  const { store, workspace } = parts;
  const rows = await store.identityDecisions.mergesOf(workspace, profile);
  const people = rows.flatMap(({ loser, winner }) => [loser, winner]);
  const documents = await readStates(parts, people);
  const name = await namesOf(parts, workspace, people);
  return rows.map((row) => {
    const kept = documents.get(row.loser)?.kept;
    return {
      loser: name(row.loser),
      winner: name(row.winner),
      identities: [...row.identities],
      mergedAt: iso(row.mergedAt),
      mergedBy: row.mergedBy,
      undoneAt: row.undoneAt === null ? null : iso(row.undoneAt),
      undoneBy: row.undoneBy,
      state: stateOf(row, documents),
      undoUntil: kept && row.undoneAt === null ? iso(kept.until) : null,
    };
  });
}

function stateOf(row: MergeRow, documents: ReadonlyMap<ProfileId, ProfileState>): MergeState {
  if (row.isBeingUndone) return 'being_undone';
  if (row.undoneAt !== null) return 'undone';
  const tombstone = documents.get(row.loser);
  if (tombstone?.mergedInto === undefined) return 'under_way';
  if (tombstone.kept === undefined || tombstone.kept.until <= Date.now()) return 'too_late';
  if (tombstone.kept.winner === undefined) return 'under_way';
  const winner = documents.get(row.winner);
  if (winner?.mergedInto !== undefined) return 'winner_merged';
  // Of a flood of merges a document remembers the newest only.
  return winner?.absorbed.includes(tombstone.kept.absorb) ? 'merged' : 'too_late';
}

/** Throws `wrong_status` where the merge cannot be undone, and says why. */
export async function previewUndo(parts: ServerParts, profile: ProfileId, loser: ProfileId): Promise<UndoPreview> {
  const { merge, kept, winner } = await requireUndoable(parts, profile, loser);
  const own = readDocument(kept.loser) as ProfileState;
  const { journeys } = await newestRelease(parts);
  const journeyName = (id: string) => journeys.findLast((journey) => journey.id === id)?.name ?? id;
  const running = new Set(winner.runs.map(({ id }) => id));
  const pending = new Set(winner.pending.map(({ delivery }) => delivery));
  return {
    loser: merge.loser,
    winner: merge.winner,
    identities: merge.identities,
    journeysBack: own.runs.filter(({ id }) => running.has(id)).map(({ journey }) => journeyName(journey)),
    journeysEnded: own.runs.filter(({ id }) => !running.has(id)).map(({ journey }) => journeyName(journey)),
    messagesBack: own.pending.filter(({ delivery }) => pending.has(delivery)).length,
    messagesSince: winner.sends.filter(({ at, status }) => at > kept.mergedAt && status !== 'released').length,
    consentsSince: winner.consents.filter(({ at }) => at > kept.mergedAt).length,
  };
}

/** Decides the undo; the two are told apart within seconds. Throws as `previewUndo` does. */
export async function undoMerge(parts: ServerParts, profile: ProfileId, loser: ProfileId, by: string): Promise<void> {
  const { kept } = await requireUndoable(parts, profile, loser);
  const [own, winner] = [readDocument(kept.loser) as ProfileState, readDocument(kept.winner ?? '') as ProfileState];
  const documents: UndoneDocuments = {
    loserTraits: own.traits,
    winnerTraits: winner.traits,
    loserParts: losersOf(own.absorbed),
  };
  const result = await parts.store.identityDecisions.split(parts.workspace, loser, JSON.stringify(documents), by);
  if (typeof result === 'string') throw cannotUndo(stateOfResult[result]);
}

const stateOfResult = { not_merged: 'undone', not_yet: 'under_way', winner_merged: 'winner_merged' } as const;

async function requireUndoable(
  parts: ServerParts,
  profile: ProfileId,
  loser: ProfileId,
): Promise<{ merge: ProfileMerge; kept: KeptMerge; winner: ProfileState }> {
  const merge = (await listMerges(parts, profile)).find((one) => one.loser.id === loser);
  if (merge === undefined) throw new RequestError('not_found');
  const states = await readStates(parts, [loser, merge.winner.id]);
  const [kept, winner] = [states.get(loser)?.kept, states.get(merge.winner.id)];
  if (merge.state !== 'merged' || kept === undefined || winner === undefined) throw cannotUndo(merge.state);
  return { merge, kept, winner };
}

const whyNot: { readonly [state in MergeState]: string } = {
  merged: 'The merge cannot be undone now; load the page again.',
  under_way: 'The merge is still under way; try again in a few seconds.',
  being_undone: 'The merge is being undone already.',
  undone: 'The merge was undone already.',
  too_late: 'The time in which merges can be undone is over.',
  winner_merged: 'The person became part of somebody else since; undo that merge first.',
};

function cannotUndo(state: MergeState): RequestError {
  return new RequestError('wrong_status', { message: whyNot[state], details: { state } });
}

async function readStates(
  { store, workspace }: ServerParts,
  profiles: readonly ProfileId[],
): Promise<ReadonlyMap<ProfileId, ProfileState>> {
  const documents = await store.readProfiles(workspace, [...new Set(profiles)]);
  return new Map([...documents].map(([profile, document]) => [profile, readDocument(document) as ProfileState]));
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
