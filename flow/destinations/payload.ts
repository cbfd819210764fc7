import type { DestinationItem, StreamKind } from '#contracts/destination.ts';
import type { Instant } from '#contracts/identifiers.ts';

export interface Payload {
  /** The header `webhook-id`. */
  readonly id: string;
  readonly body: string;
  readonly headers: { readonly [name: string]: string };
}

/** Bytes of a body, about; a single item may be larger. */
const longestBody = 500_000;

/**
 * One item alone is a request by itself, with its own id; several are a batch with the id of the batch. `type`,
 * `timestamp` and `data` are where the Standard Webhooks specification recommends them.
 */
export function payloadOf(
  batch: { readonly id: string; readonly alone: boolean; readonly kind: StreamKind },
  items: readonly DestinationItem[],
  now: Instant,
): Payload {
  const headers = { 'throughline-delivery': batch.kind };
  const [only] = items;
  if (batch.alone && only !== undefined && items.length === 1) {
    const { at, ...rest } = only;
    return { id: only.id, body: JSON.stringify({ ...rest, timestamp: at }), headers };
  }
  const timestamp = new Date(now).toISOString();
  return { id: batch.id, body: JSON.stringify({ type: 'batch', id: batch.id, timestamp, items }), headers };
}

/** How many of the items fit into one request: at least one. */
export function fitting(items: readonly DestinationItem[], most: number): number {
  let bytes = 0;
  for (const [index, item] of items.slice(0, most).entries()) {
    bytes += JSON.stringify(item).length;
    if (bytes > longestBody && index > 0) return index;
  }
  return Math.min(items.length, most);
}
