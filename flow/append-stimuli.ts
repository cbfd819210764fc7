import { hash } from 'node:crypto';
import type { LogEntry } from '#components/store/port/log.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import { laneOf, partitionOf } from '#core/lane.ts';

/**
 * `key` is another one where the sender's own id tells a repeat, whoever the person has become since, and null where nothing
 * is sent twice.
 */
export function entryOfStimulus(
  stimulus: ProfileStimulus,
  partitionCount: number,
  key: string | null = stimulusKey(stimulus),
): LogEntry {
  const bulk =
    stimulus.type === 'seed' ||
    stimulus.type === 'picture' ||
    stimulus.type === 'withdraw' ||
    (stimulus.type === 'enrol' && stimulus.by !== 'api') ||
    (stimulus.type === 'attributes' && stimulus.persona !== undefined) ||
    ('imported' in stimulus && stimulus.imported === true) ||
    (stimulus.type === 'lists' && stimulus.bulk === true) ||
    (stimulus.type === 'company' && stimulus.isOneOfMany === true);
  return {
    partition: partitionOf(laneOf(stimulus.workspace, stimulus.profile), partitionCount),
    class: bulk ? 'bulk' : 'live',
    key,
    body: JSON.stringify(stimulus),
  };
}

/**
 * By which the log recognises a repeat. Profile and hops belong to it: a stimulus that a merged person's tombstone
 * forwards keeps its id, and is no repeat of the one that came in for the tombstone, also where merges go in a circle.
 */
function stimulusKey({ workspace, profile, id, hops }: ProfileStimulus): string {
  return hash('md5', [workspace, profile, id, ...(hops === undefined ? [] : [hops])].join('\u001f'));
}
