import type { ChannelAccount, SaveChannelRequest, TestChannelResponse } from '#contracts/api/channel.ts';
import type { InboxItem, InboxListQuery, InboxMessage } from '#contracts/api/inbox.ts';
import type { Page } from '#contracts/api/list.ts';
import type { MessagePreview, PreviewMessageRequest } from '#contracts/api/message.ts';
import type { Channel } from '#contracts/channel.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { MessageDefinition } from '#contracts/message.ts';
import type { WorkspaceSettings } from '#contracts/settings.ts';
import type { ProfileState } from '#core/state.ts';

/** What the sandbox took. */
export interface Inbox {
  list(workspace: WorkspaceId, query: InboxListQuery): Promise<Page<InboxItem>>;
  find(workspace: WorkspaceId, id: string): Promise<InboxMessage | undefined>;
  /** Whoever has the message answers it. Tells whether it was taken; undefined where there is no such message. */
  reply(workspace: WorkspaceId, id: string, text: string): Promise<{ readonly taken: boolean } | undefined>;
}

/** The account that sends for each channel. Wrong settings are a RequestError `invalid_request` with the fields. */
export interface ChannelAccounts {
  list(workspace: WorkspaceId): Promise<readonly ChannelAccount[]>;
  save(workspace: WorkspaceId, channel: Channel, request: SaveChannelRequest): Promise<ChannelAccount>;
  /** Sends one message to an address that the operator names, past all gates. */
  test(workspace: WorkspaceId, channel: Channel, to: string): Promise<TestChannelResponse>;
}

export interface PreviewInput {
  readonly workspace: WorkspaceId;
  readonly message: MessageDefinition;
  /** Undefined: an invented person. */
  readonly profile: ProfileState | undefined;
  /** Of the invented person. */
  readonly language: PreviewMessageRequest['language'];
  readonly trigger: PreviewMessageRequest['trigger'];
  readonly settings: WorkspaceSettings;
  /** Of the run, as `run` in templates. */
  readonly variables?: JsonObject;
  /** What has no value is an error. */
  readonly strict?: boolean;
}

/** Renders each variant as hand-over would, without sending. A wrong template is an entry with its line, not an error. */
export type RenderPreview = (input: PreviewInput) => Promise<MessagePreview>;
