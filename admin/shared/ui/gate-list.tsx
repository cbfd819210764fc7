import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { gateResult } from '#contracts/api/timeline.ts';
import { useFormat } from '../format.ts';
import styles from './gate-list.module.css';
import { Icon } from './icon.tsx';
import { ChannelMark } from './marks.tsx';

/** What each channel's gates said about one message: passed, or the first that said no. */
export function GateList({ gates }: { gates: readonly z.infer<typeof gateResult>[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <ul className={styles['gates']} aria-label={t('gates.label')}>
      {gates.map((gate) => (
        <li key={gate.channel} className={styles['gate']}>
          <ChannelMark channel={gate.channel} />
          <span className={gate.outcome === 'passed' ? styles['passed'] : styles['stopped']}>
            <Icon name={gate.outcome === 'passed' ? 'check' : 'held'} size={14} />{' '}
            {gate.outcome === 'passed' ? t('gates.passed') : t(`holdReason.${gate.outcome}`)}
            {gate.until ? ` · ${t('gates.until', { time: format.dateTime(gate.until) })}` : ''}
          </span>
        </li>
      ))}
    </ul>
  );
}
