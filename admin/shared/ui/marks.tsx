import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Channel } from '#contracts/channel.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-paths.ts';
import styles from './marks.module.css';

/** A channel, everywhere with the same sign, colour and word. */
export function ChannelMark({ channel, label = true }: { channel: Channel; label?: boolean }) {
  const { t } = useTranslation();
  const name = t(`channel.${channel}`);
  return (
    <span className={styles['mark']} style={{ color: `var(--channel-${channel})` }} title={label ? undefined : name}>
      <Icon name={channel} />
      {label ? <span>{name}</span> : <span className="visually-hidden">{name}</span>}
    </span>
  );
}

export type Tone = 'neutral' | 'positive' | 'held' | 'failed';

export function Pill({ tone = 'neutral', icon, children }: { tone?: Tone; icon?: IconName; children: ReactNode }) {
  return (
    <span className={`${styles['pill']} ${styles[tone] ?? ''}`}>
      {icon ? <Icon name={icon} size={12} /> : null}
      {children}
    </span>
  );
}
