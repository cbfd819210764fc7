import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Channel, channels } from '#contracts/channel.ts';
import { settingsQuery } from '../../settings-query.ts';
import { Choice } from './choice.tsx';

interface ChannelChoiceProps {
  readonly channel: Channel;
  readonly onChange: (channel: Channel) => void;
}

export function ChannelChoice({ channel, onChange }: ChannelChoiceProps) {
  const { t } = useTranslation();
  return (
    <Choice
      label={t('conditions.channel')}
      value={channel}
      options={channels.map((value) => ({ value, label: t(`channel.${value}`) }))}
      onChange={onChange}
    />
  );
}

interface TopicChoiceProps {
  readonly topic: string | undefined;
  /** What no topic means. */
  readonly none: string;
  readonly onChange: (topic: string | undefined) => void;
}

export function TopicChoice({ topic, none, onChange }: TopicChoiceProps) {
  const { t } = useTranslation();
  const topics = useQuery(settingsQuery).data?.topics ?? [];
  return (
    <Choice
      label={t('conditions.topic')}
      value={topic ?? ''}
      options={[{ value: '', label: none }, ...topics.map(({ id, name }) => ({ value: id, label: name }))]}
      onChange={(next) => onChange(next === '' ? undefined : next)}
    />
  );
}
