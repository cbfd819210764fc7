import type { Channel } from '#contracts/channel.ts';
import type { DeliveryId, Instant, Lane, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';

/** A message in the sandbox. `content` is the JSON text of what the adapter was given, with its headers. */
export interface SandboxMessage {
  readonly lane: Lane;
  readonly delivery: DeliveryId;
  readonly workspace: WorkspaceId;
  readonly profile: ProfileId;
  readonly channel: Channel;
  readonly recipient: string;
  readonly sender: string;
  readonly subject: string;
  readonly preview: string;
  readonly content: string;
  readonly at: Instant;
}

export interface SandboxEntry extends Omit<SandboxMessage, 'content' | 'lane'> {
  readonly openedAt: Instant | null;
  readonly clickedAt: Instant | null;
}

export interface SandboxQuery {
  /** Part of recipient or subject, in any case. */
  readonly search?: string;
  readonly channel?: Channel;
  /** Only what came before this message. */
  readonly before?: { readonly at: Instant; readonly delivery: DeliveryId };
  readonly limit: number;
}

export interface SandboxInbox {
  /** Durable when it resolves. A delivery that is already there stays as it was: a repeated send shows once. */
  add(messages: readonly SandboxMessage[]): Promise<void>;
  /** Newest first. */
  list(workspace: WorkspaceId, query: SandboxQuery): Promise<readonly SandboxEntry[]>;
  read(
    workspace: WorkspaceId,
    delivery: DeliveryId,
  ): Promise<(SandboxEntry & Pick<SandboxMessage, 'content'>) | undefined>;
  /** Remembers the first open or click. Deliveries that are not in the sandbox are ignored. */
  markEngaged(lane: Lane, delivery: DeliveryId, kind: 'opened' | 'clicked', at: Instant): Promise<void>;
  /** Forgets what is older, at most `limit` messages; returns how many they were. */
  dropBefore(at: Instant, limit: number): Promise<number>;
}
