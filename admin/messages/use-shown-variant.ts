import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type Channel, channels } from '#contracts/channel.ts';
import type { MessageDefinition } from '#contracts/message.ts';
import type { Language } from '#contracts/topic.ts';
import { settingsQuery } from '../shared/settings-query.ts';

const route = getRouteApi('/layout/messages/$id');

export interface ShownVariant {
  /** Undefined where the message is not told in any channel yet. */
  readonly channel: Channel | undefined;
  readonly language: Language;
  /** In which language whoever speaks none of the others gets it. */
  readonly mainLanguage: Language;
  readonly show: (next: { readonly channel?: Channel; readonly language?: Language }) => void;
}

/** The text that is edited, kept in the address; at first that of the first channel in the message's own language. */
export function useShownVariant(message: MessageDefinition): ShownVariant {
  const navigate = useNavigate({ from: '/messages/$id' });
  const { channel, language } = route.useSearch();
  const { data: settings } = useQuery(settingsQuery);
  const mainLanguage = message.language ?? settings?.language ?? 'en';
  const present = channels.filter((one) => message.variants[one]);
  return {
    channel: channel && present.includes(channel) ? channel : present[0],
    language: language ?? mainLanguage,
    mainLanguage,
    show: (next) => void navigate({ search: (before) => ({ ...before, ...next }), replace: true }),
  };
}
