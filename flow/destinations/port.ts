import type { SendResult } from '#channels/port.ts';
import type { ActiveDestination, DestinationStream, FactPlace } from '#components/destination/store.ts';
import type { DestinationItem } from '#contracts/destination.ts';
import type { Instant } from '#contracts/identifiers.ts';

export interface PlacedItem {
  readonly place: FactPlace;
  readonly item: DestinationItem;
}

export interface ReadRange {
  readonly after: FactPlace;
  readonly upTo: FactPlace;
  readonly limit: number;
}

/** Facts that go to a destination, in the order in which they were recorded in the stream's lane. */
export type ReadItems = (
  destination: ActiveDestination,
  stream: Pick<DestinationStream, 'lane' | 'from' | 'to'>,
  range: ReadRange,
) => Promise<readonly PlacedItem[]>;

export interface EndpointRequest {
  readonly id: string;
  readonly body: string;
  readonly headers: { readonly [name: string]: string };
  readonly now: Instant;
  readonly signal: AbortSignal;
}

/** An address that takes facts. `send` resolves, it does not throw. */
export interface Endpoint {
  send(request: EndpointRequest): Promise<{ readonly result: SendResult; readonly statusCode: number | null }>;
  close(): void;
}

export type OpenEndpoint = (destination: ActiveDestination, now: Instant) => Endpoint;
