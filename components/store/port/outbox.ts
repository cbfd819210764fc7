import type { Instant, Lane, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';

/** A claimed row. `body` is the JSON text of its effect (`deliver`, `suppress_address`, `ask`, `call`) or of a stimulus (`send_stimulus`). */
export interface OutboxItem {
  readonly id: string;
  readonly lane: Lane;
  readonly workspace: WorkspaceId;
  readonly profile: ProfileId;
  readonly kind: 'deliver' | 'send_stimulus' | 'suppress_address' | 'ask' | 'call';
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

/** What messages go through; `channel` is empty for rows whose body does not name one. */
export interface OutboxAccount {
  readonly workspace: WorkspaceId;
  readonly channel: string;
}

/** How many messages an account takes now: of rank 0, of ranks 0 and 1 together, and so on. */
export interface OutboxRoom extends OutboxAccount {
  readonly upTo: readonly number[];
}

/** Messages of an account that wait for nothing any more, or no longer than until `before`. */
export interface OutboxEnding extends OutboxAccount {
  readonly before: Instant;
}

/** An open row. */
export interface OutboxStanding {
  readonly status: 'pending' | 'claimed' | 'dead';
  readonly notBefore: Instant;
  /** What the last try said; null before the first. */
  readonly error: string | null;
}

export interface OutboxLease {
  /** An `OutboxHolder`'s id. */
  readonly holder: number;
  readonly now: Instant;
  readonly milliseconds: number;
}

/** Who claims. What it claimed is given back as soon as others see that it is no more. */
export interface OutboxHolder {
  readonly id: number;
  release(): Promise<void>;
}

/** Rows go pending -> claimed -> settled (done rows are deleted; dead ones stay for a person to see and retry). */
export interface OutboxStore {
  /** The accounts that have pending messages, due or not. */
  waiting(): Promise<readonly OutboxAccount[]>;
  /** Takes messages that may go now, of each account as many as it has room for, in order of rank, then of when they fell due. */
  claim(room: readonly OutboxRoom[], lease: OutboxLease): Promise<readonly OutboxItem[]>;
  /** Takes up to `limit` messages of each account that were taken back, or whose time is over before `before`. */
  claimEnding(accounts: readonly OutboxEnding[], limit: number, lease: OutboxLease): Promise<readonly OutboxItem[]>;
  /** Holders of claimed rows that show no sign of life. One whose connection broke may show it again a moment later. */
  silentHolders(): Promise<readonly number[]>;
  /** Makes pending again what these holders have claimed, and what is claimed for longer than its lease. */
  giveBack(holders: readonly number[], now: Instant): Promise<void>;
  /**
   * The oldest rows in the order in which their lane wrote them, claiming none: for whoever may read one twice. Whoever
   * settles them before reading on keeps that order, also across a crash and beside another reader.
   */
  read(kind: OutboxItem['kind'], limit: number): Promise<readonly OutboxItem[]>;
  settle(settlements: readonly OutboxSettlement[]): Promise<void>;
  /** How a row that is not settled stands; for a person who asks about one, because it may look in every lane. */
  look(workspace: WorkspaceId, id: string): Promise<OutboxStanding | undefined>;
  /** Calls back when rows of one of these kinds may have been added. */
  watch(kinds: readonly OutboxItem['kind'][], listener: () => void): Promise<() => Promise<void>>;
  counts(): Promise<{ readonly pending: number; readonly claimed: number; readonly dead: number }>;
}
