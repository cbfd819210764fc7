import type { LaneCommit } from './port/lane.ts';
import type { LogEntry } from './port/log.ts';

/** An entry of the live log, as the contract suites append it. */
export function liveEntry(partition: number, body: string, key: string | null = null): LogEntry {
  return { partition, class: 'live', key, body };
}

/** A commit that changes nothing but the position. */
export function emptyCommit(partition: number, epoch: number, commit: number): LaneCommit {
  return {
    partition,
    epoch,
    commit,
    offsets: { live: 0, bulk: 0 },
    releases: {},
    now: 1_000,
    seed: 1,
    due: [],
    states: [],
    outbox: [],
    cancelled: [],
    deadLetters: [],
    facts: [],
  };
}
