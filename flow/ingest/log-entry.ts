import { hash } from 'node:crypto';
import type { LogEntry } from '#components/store/port/log.ts';
import type { PendingMerge } from '#components/store/port/identity.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import { laneOf, partitionOf } from '#core/lane.ts';
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
  };
  const stimulus: ProfileStimulus = { ...event.content, ...observed };
  const key = hash('md5', `${event.workspace}:${event.messageId}`);
  return entryOfStimulus(stimulus, partitions, { key, bulk: event.imported === true });
}

/** A merge of two people, for the loser's lane. The key is that of the pair, because it may be appended more than once. */
export function entryOfMerge(merge: PendingMerge, now: number, partitions: number): LogEntry {
  const id = `merge:${merge.loser}:${merge.winner}`;
  const stimulus: ProfileStimulus = {
    type: 'merge',
    workspace: merge.workspace,
    profile: merge.loser,
    winner: merge.winner,
    id,
    at: now,
    receivedAt: now,
  };
  return entryOfStimulus(stimulus, partitions, { key: hash('md5', `${merge.workspace}:${id}`) });
}

/** Any other stimulus: a receipt, a word about consent, one that another subject sent. A repeat of its id is dropped. */
export function entryOfStimulus(
  stimulus: ProfileStimulus,
  partitions: number,
  { key = hash('md5', `${stimulus.workspace}:${stimulus.profile}:${stimulus.id}`), bulk = false } = {},
): LogEntry {
  const partition = partitionOf(laneOf(stimulus.workspace, stimulus.profile), partitions);
  return { partition, class: bulk ? 'bulk' : 'live', key, body: JSON.stringify(stimulus) };
}
