import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type Channel, channels } from '#contracts/channel.ts';
import type { MessageDefinition } from '#contracts/message.ts';

const route = getRouteApi('/layout/messages/$id');

/** The variant that is edited, kept in the address; at first the first that exists. */
export function useShownChannel(message: MessageDefinition): [Channel | undefined, (channel: Channel) => void] {
  const navigate = useNavigate({ from: '/messages/$id' });
  const { channel } = route.useSearch();
  const present = channels.filter((one) => message.variants[one]);
  const shown = channel && present.includes(channel) ? channel : present[0];
  return [shown, (next) => void navigate({ search: { channel: next }, replace: true })];
}
