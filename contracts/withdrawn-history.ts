import type { Channel } from './channel.ts';
import type { Instant } from './identifiers.ts';

/** What an import brought beside counts, and is taken back where it still stands. */
export interface WithdrawnHistory {
  /** Times of the first and last event that it brought, and of what is left without it (0: nothing). */
  readonly seen: { readonly first: Instant; readonly last: Instant };
  readonly left: { readonly first: Instant; readonly last: Instant; readonly lastOrder: Instant };
  /** Hashes of its newest orders, so that they can be told again. */
  readonly knownOrders: readonly string[];
  /** Words that it brought, with what stood before as JSON text of a held word; empty where nothing did. */
  readonly consents: readonly {
    readonly channel: Channel;
    readonly topic: string;
    readonly at: Instant;
    readonly source: string;
    readonly before: string;
  }[];
  /** Nothing else was ever recorded about her. */
  readonly onlyThis: boolean;
}
