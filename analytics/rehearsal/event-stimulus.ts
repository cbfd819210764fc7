import type { Identity, Instant, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import { inboundEvent, inboundProperties } from '#contracts/inbound/inbound.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { ProfileStimulus, TrackStimulus } from '#contracts/stimulus.ts';
import { ownerEvent, tagsEvent } from '#core/profile/attributes.ts';

export interface EventRow {
  readonly profile: ProfileId;
  readonly identity_kind: string;
  readonly identity_value: string;
  readonly message_id: string;
  readonly type: 'track' | 'identify';
  readonly name: string;
  /** JSON text of an object; the traits of an identify. */
  readonly properties: string;
  readonly url: string;
  readonly source: 'live' | 'import';
  readonly import_id: string;
  readonly at: Instant;
  readonly received_at: Instant;
}

/**
 * The stimulus that an event fact came from. What was imported as history counts as if it had come when it happened:
 * that is what a journey would have seen. Words of consent stand in facts of their own and are left out of traits.
 */
export function eventStimulus(
  workspace: WorkspaceId,
  profile: ProfileId,
  row: EventRow,
  identities: readonly Identity[],
): ProfileStimulus {
  const { at, url, message_id: id } = row;
  const receivedAt = row.source === 'import' ? at : row.received_at;
  const base = { workspace, profile, id, at, receivedAt };
  const properties = JSON.parse(row.properties) as JsonObject;
  if (row.name === tagsEvent || row.name === ownerEvent) return attributes(base, row.name, properties);
  const observed = {
    ...{ ...base, identities, context: url === '' ? {} : { url } },
    // One that was asked to start journeys: they begin by it again.
    ...(row.source === 'live' && row.import_id !== '' && { import: row.import_id }),
  };
  if (row.type === 'track') {
    return { ...observed, type: 'track', name: row.name, properties, ...inboundOrigin(row.name, properties) };
  }
  const { consents: _, ...traits } = properties;
  return { ...observed, type: 'identify', traits };
}

/** A message of hers, which only a channel can have brought under this name. */
function inboundOrigin(name: string, properties: JsonObject): Pick<TrackStimulus, 'inbound'> {
  if (name !== inboundEvent) return {};
  const said = inboundProperties.safeParse(properties).data;
  if (said === undefined) return {};
  const { channel, answeredDelivery, keywordAction } = said;
  // By mail a yes was one only where she had named the message herself.
  const delivery = channel === 'email' && keywordAction === undefined ? undefined : answeredDelivery;
  return { inbound: { channel, ...(delivery !== undefined && { delivery }) } };
}

type Base = Pick<ProfileStimulus, 'workspace' | 'profile' | 'id' | 'at' | 'receivedAt'>;

/** Tags and owner are set by an order of the team, which leaves an event. */
function attributes(base: Base, name: string, { added, removed, owner, actor }: JsonObject): ProfileStimulus {
  const said = { ...base, type: 'attributes', actor: typeof actor === 'string' ? actor : '' } as const;
  if (name === ownerEvent) return { ...said, owner: typeof owner === 'string' ? owner : null };
  return { ...said, addTags: textsOf(added), removeTags: textsOf(removed) };
}

function textsOf(value: JsonObject[string] | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
