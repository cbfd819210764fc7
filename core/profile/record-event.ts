import type { Json, JsonObject } from '#contracts/json.ts';
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
    properties: withoutTraces(properties),
    url: stimulus.context.url ?? '',
    imported: work.imported,
    receivedAt: stimulus.receivedAt,
    ...(stimulus.import !== undefined && { import: stimulus.import }),
  });
}

/** Where somebody was when she agreed, and with what device, stands with the proof of her consent, which few may see. */
function withoutTraces(properties: TrackStimulus['properties']): TrackStimulus['properties'] {
  const { consents } = properties;
  return Array.isArray(consents) ? { ...properties, consents: consents.map(withoutTrace) } : properties;
}

function withoutTrace(said: Json): Json {
  if (typeof said !== 'object' || said === null || Array.isArray(said)) return said;
  const { ip: _, userAgent: __, ...rest } = said as JsonObject;
  return rest;
}
