/**
 * The doors to what is kept. Flow and server speak to these and to nothing else; the contract suite in
 * components/store/contract.ts runs on every implementation.
 */
import type { ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { BackfillStore } from './backfill.ts';
import type { FactStore } from './fact.ts';
import type { IdentityStore } from './identity.ts';
import type { IdentityDecisionStore } from './identity-decision.ts';
import type { LaneStore } from './lane.ts';
import type { LogStore } from './log.ts';
import type { OutboxStore } from './outbox.ts';
import type { ReleaseStore } from './release.ts';

export interface Store {
  readonly log: LogStore;
  readonly lanes: LaneStore;
  readonly identities: IdentityStore;
  readonly identityDecisions: IdentityDecisionStore;
  readonly outbox: OutboxStore;
  readonly facts: FactStore;
  readonly releases: ReleaseStore;
  readonly backfills: BackfillStore;
  /** Documents of people as text, for reading only; whoever is missing has none. */
  readProfiles(workspace: WorkspaceId, profiles: readonly ProfileId[]): Promise<ReadonlyMap<ProfileId, string>>;
}
