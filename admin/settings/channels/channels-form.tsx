import { useQuery } from '@tanstack/react-query';
import { channels } from '#contracts/channel.ts';
import { Section } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { Skeleton } from '../../shared/ui/state.tsx';
import type { SettingsFormProps } from '../settings-form-props.ts';
import { channelsQuery } from '../use-settings-queries.ts';
import { ChannelCard } from './channel-card.tsx';

export function ChannelsForm({ value, onChange }: SettingsFormProps) {
  const query = useQuery(channelsQuery);
  return (
    <QueryView
      query={query}
      skeleton={
        <Section>
          <Skeleton height={320} />
        </Section>
      }
    >
      {({ items }) =>
        items.map((account) => (
          <ChannelCard
            key={account.channel}
            account={account}
            enabled={value.enabledChannels.includes(account.channel)}
            onEnable={(enabled) =>
              onChange({
                enabledChannels: channels.filter((channel) =>
                  channel === account.channel ? enabled : value.enabledChannels.includes(channel),
                ),
              })
            }
          />
        ))
      }
    </QueryView>
  );
}
