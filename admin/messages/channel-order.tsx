import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import { type Channel, channels } from '#contracts/channel.ts';
import { Icon } from '../shared/ui/icon.tsx';
import { ChannelMark } from '../shared/ui/marks.tsx';
import { useMayChange } from '../sign-in/use-may-change.ts';

interface ChannelOrderProps {
  readonly order: readonly Channel[];
  readonly onChange: (order: Channel[]) => void;
}

/** Moved with buttons, so that it works without a mouse. Channels that are not listed come last. */
export function ChannelOrder({ order, onChange }: ChannelOrderProps) {
  const { t } = useTranslation();
  const mayChange = useMayChange();
  const complete = [...order, ...channels.filter((channel) => !order.includes(channel))];
  const raise = (index: number) => {
    const next = [...complete];
    const [channel] = next.splice(index, 1);
    if (channel) next.splice(index - 1, 0, channel);
    onChange(next);
  };
  return (
    <ol className="column" style={{ gap: 4 }}>
      {complete.map((channel, index) => (
        <li key={channel} className="row">
          <span className="number faint">{index + 1}</span>
          <span className="grow">
            <ChannelMark channel={channel} />
          </span>
          <Button
            type="text"
            size="small"
            disabled={!mayChange || index === 0}
            aria-label={t('messages.moveUp', { channel: t(`channel.${channel}`) })}
            icon={<Icon name="chevronUp" size={14} />}
            onClick={() => raise(index)}
          />
        </li>
      ))}
    </ol>
  );
}
