import type { Logger } from 'pino';
import type { LinkSettings } from '#channels/links/link-settings.ts';
import type { SandboxInbox } from '#components/sandbox-inbox/inbox.ts';
import type { ShortLinkStore } from '#components/short-link/store.ts';
import type { Store } from '#components/store/port/index.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import type { CompiledRelease } from '#core/release.ts';

export interface HostedParts {
  readonly store: Pick<Store, 'readProfiles'>;
  readonly releases: (workspace: WorkspaceId) => Promise<CompiledRelease | undefined>;
  readonly shortLinks: Pick<ShortLinkStore, 'find'>;
  readonly inbox: Pick<SandboxInbox, 'markEngaged'>;
  readonly links: LinkSettings;
  /** Durable when it resolves; a stimulus whose id was appended before is passed over. */
  readonly appendStimuli: (stimuli: readonly ProfileStimulus[]) => Promise<void>;
  readonly clock: () => Instant;
  readonly log: Pick<Logger, 'error'>;
}
