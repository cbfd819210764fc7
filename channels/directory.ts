import type { Channel } from '#contracts/channel.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import type { ChannelAdapter } from './port.ts';

/** Which account sends for a channel. An account whose settings change becomes another adapter object. */
export interface AdapterDirectory {
  /** Undefined where the channel has no account that could send. */
  find(workspace: WorkspaceId, channel: Channel): ChannelAdapter | undefined;
  /** The provider refuses the account, or (with null) takes messages again; shown in the settings. */
  reportStop(workspace: WorkspaceId, channel: Channel, reason: string | null): void;
}
