import type { SourcePayload } from '#contracts/api/source.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { WorkspaceSettings } from '#contracts/settings.ts';
import type { PayloadMapping } from '#contracts/source.ts';
import type { EventSink } from '#contracts/tracked-event.ts';
import { convertPayload, type Payload } from '#flow/import/convert-payload.ts';
import { ImportMistake } from '#flow/import/import-mistake.ts';
import { acceptBatch } from '../tracking/accept-events.ts';
import { countryOf } from '../workspace-country.ts';
import type { SourceParts, SourceRow } from './source-rows.ts';

export interface ReceiveParts extends SourceParts {
  readonly sink: EventSink;
  readonly settings: () => Promise<WorkspaceSettings>;
}

type Outcome = Pick<SourcePayload, 'outcome' | 'detail' | 'events'>;

/** Takes what one payload becomes into the log; it happens now, so journeys react. Throws `busy`. */
export async function receivePayload(
  parts: ReceiveParts,
  { id, settings }: SourceRow,
  payload: Payload,
): Promise<Outcome> {
  if (settings.kind !== 'webhook')
    return { outcome: 'refused', detail: 'nothing can be sent to this source', events: 0 };
  const converted = convertSafely(payload, settings.mapping, id);
  if (converted.type !== 'event') return { outcome: converted.type, detail: converted.detail, events: 0 };
  const sender = {
    workspace: parts.workspace,
    country: countryOf(settings.mapping.country === undefined ? await parts.settings() : settings.mapping),
    imported: false,
    trusted: true,
  };
  const batch = [converted.event as unknown as JsonObject];
  const { rejected, duplicates } = await acceptBatch({ batch }, sender, Date.now(), parts.sink);
  const [problem] = rejected;
  if (problem) return { outcome: 'refused', detail: problem.message, events: 0 };
  return { outcome: 'accepted', detail: duplicates > 0 ? 'it was there already' : null, events: 1 - duplicates };
}

/** A mapping may name a time zone that nobody knows. */
export function convertSafely(payload: Payload, mapping: PayloadMapping, source: string) {
  try {
    return convertPayload(payload, mapping, source);
  } catch (error) {
    if (!(error instanceof ImportMistake)) throw error;
    return { type: 'refused', detail: error.message } as const;
  }
}
