import type { Instant, Lane, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';

/** A claimed row. `body` is the JSON text of a DeliverEffect (`deliver`) or of a stimulus (`send_stimulus`). */
export interface OutboxItem {
  readonly id: string;
  readonly lane: Lane;
  readonly workspace: WorkspaceId;
  readonly profile: ProfileId;
  readonly kind: 'deliver' | 'send_stimulus';
  readonly body: string;
  /** 1 at the first try. */
  readonly attempt: number;
  readonly createdAt: Instant;
}

export type OutboxOutcome =
  | { readonly type: 'done' }
  | { readonly type: 'retry'; readonly at: Instant; readonly error: string }
  | { readonly type: 'dead'; readonly error: string };

export interface OutboxSettlement {
  readonly item: Pick<OutboxItem, 'id' | 'lane'>;
  readonly outcome: OutboxOutcome;
}

/** Rows go pending -> claimed -> settled (done rows are deleted; dead ones stay for a person to see and retry). */
export interface OutboxStore {
  /**
   * Takes up to `limit` rows that may go now, in order of rank then age, for `leaseMilliseconds`: whoever dies with them
   * loses them to the next claim.
   */
  claim(
    kind: OutboxItem['kind'],
    now: Instant,
    limit: number,
    leaseMilliseconds: number,
  ): Promise<readonly OutboxItem[]>;
  /**
   * The oldest rows in the order in which their lane wrote them, claiming none: for whoever may read one twice. Whoever
   * settles them before reading on keeps that order, also across a crash and beside another reader.
   */
  read(kind: OutboxItem['kind'], limit: number): Promise<readonly OutboxItem[]>;
  settle(settlements: readonly OutboxSettlement[]): Promise<void>;
  /** Calls back when rows may have been added. */
  watch(listener: () => void): Promise<() => Promise<void>>;
  counts(): Promise<{ readonly pending: number; readonly claimed: number; readonly dead: number }>;
}
