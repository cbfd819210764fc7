import {
  channelAccount,
  channelAccountList,
  channelParameter,
  saveChannelRequest,
  testChannelRequest,
  testChannelResponse,
} from '#contracts/api/channel.ts';
import { workspaceSettings } from '#contracts/settings.ts';
import { getSettings, saveSettings } from '../definitions/settings.ts';
import type { ServerParts } from '../parts.ts';
import type { Routes } from './routes.ts';

export function registerSettings(app: Routes, parts: ServerParts): void {
  const { channels, workspace } = parts;
  const tags = ['settings'];

  app.get(
    '/settings',
    { schema: { tags, summary: 'What the arbiter obeys', response: { 200: workspaceSettings } } },
    () => getSettings(parts),
  );

  app.put(
    '/settings',
    {
      schema: {
        tags,
        summary: 'Put settings into force',
        body: workspaceSettings,
        response: { 200: workspaceSettings },
      },
    },
    ({ body }) => saveSettings(parts, body),
  );

  app.get(
    '/channels',
    { schema: { tags, summary: 'How each channel sends', response: { 200: channelAccountList } } },
    async () => ({ items: [...(await channels.list(workspace))], nextCursor: null }),
  );

  app.put(
    '/channels/:channel',
    {
      schema: {
        tags,
        summary: 'Choose and set up the provider of a channel',
        params: channelParameter,
        body: saveChannelRequest,
        response: { 200: channelAccount },
      },
    },
    ({ params: { channel }, body }) => channels.save(workspace, channel, body),
  );

  app.post(
    '/channels/:channel/test',
    {
      schema: {
        tags,
        summary: 'Send one message to an address of yours',
        params: channelParameter,
        body: testChannelRequest,
        response: { 200: testChannelResponse },
      },
    },
    ({ params: { channel }, body }) => channels.test(workspace, channel, body.to),
  );
}
