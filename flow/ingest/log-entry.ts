import { hash } from 'node:crypto';
import type { PendingMerge, PendingMove } from '#components/store/port/identity.ts';
import type { LogEntry } from '#components/store/port/log.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import { entryOfStimulus } from '../append-stimuli.ts';
import type { ResolvedEvent } from './resolve.ts';

/** The stimulus of an event, addressed to its person's partition. */
export function entryOfEvent({ event, profile, identities }: ResolvedEvent, partitions: number): LogEntry {
  const observed = {
    workspace: event.workspace,
    profile,
    id: event.messageId,
    at: event.at,
    receivedAt: event.receivedAt,
    identities,
    context: event.context,
    ...(event.imported && { imported: event.imported }),
    ...(event.import !== undefined && { import: event.import }),
  };
  const { content, trusted } = event;
  const stimulus: ProfileStimulus =
    content.type === 'identify'
      ? { ...content, ...observed, ...(trusted && { trusted }) }
      : { ...content, ...observed };
  const { workspace, call, messageId } = event;
  if (call === undefined) return entryOfStimulus(stimulus, partitions, hash('md5', `${workspace}:${messageId}`));
  // A workspace is a number, so that no messageId comes to the same.
  return { ...entryOfStimulus(stimulus, partitions, hash('md5', `call:${workspace}:${call}`)), keyIsShared: true };
}

/** A merge of two people, for the loser's lane. It may be appended more than once; its id tells. */
export function entryOfMerge(merge: PendingMerge, now: number, partitions: number): LogEntry {
  const { round } = merge;
  const id = `merge:${merge.loser}:${merge.winner}${round === 1 ? '' : `:${round}`}`;
  const stimulus: ProfileStimulus = {
    type: 'merge',
    workspace: merge.workspace,
    profile: merge.loser,
    winner: merge.winner,
    ...(round > 1 && { round }),
    id,
    at: now,
    receivedAt: now,
  };
  return entryOfStimulus(stimulus, partitions);
}

/** For the one whom an identity left and for the one to whom it came. May be appended more than once; the ids tell. */
export function entriesOfMove(move: PendingMove, now: number, partitions: number): readonly LogEntry[] {
  const { workspace, kind, value, from, to, position } = move;
  return [to, from].map((profile) =>
    entryOfStimulus(
      {
        ...{ type: 'identity_moved', workspace, profile, identity: { kind, value }, to },
        ...{ id: `identity_moved:${position}`, at: now, receivedAt: now },
      },
      partitions,
    ),
  );
}
