import type { IdentifyStimulus, TrackStimulus } from '#contracts/stimulus.ts';
import type { Work } from '../work.ts';

/** What she did or was told of her, as a fact. */
export function recordEvent(
  work: Work,
  stimulus: TrackStimulus | IdentifyStimulus,
  name: string,
  properties: TrackStimulus['properties'],
): void {
  work.facts.push({
    type: 'event',
    profile: work.state.profile,
    at: stimulus.at,
    id: stimulus.id,
    name,
    kind: stimulus.type,
    identity: stimulus.identities[0] ?? null,
    properties,
    url: stimulus.context.url ?? '',
    imported: work.imported,
    receivedAt: stimulus.receivedAt,
    ...(stimulus.import !== undefined && { import: stimulus.import }),
  });
}
