import { useQuery } from '@tanstack/react-query';
import Select from 'antd/es/select';
import { Trans, useTranslation } from 'react-i18next';
import { channels } from '#contracts/channel.ts';
import type { SegmentCondition } from '#contracts/segment.ts';
import { messagesQuery } from '../../messages/message-queries.ts';
import styles from './conditions.module.css';
import { useFrequencyParts } from './frequency-parts.tsx';

type EngagementCondition = Extract<SegmentCondition, { type: 'engagement' }>;

interface EngagementSentenceProps {
  readonly condition: EngagementCondition;
  readonly onChange: (condition: EngagementCondition) => void;
}

export function EngagementSentence({ condition, onChange }: EngagementSentenceProps) {
  const { t } = useTranslation();
  const messages = useQuery(messagesQuery);
  const parts = useFrequencyParts({
    frequency: condition.frequency,
    onChange: (frequency) => onChange({ ...condition, frequency }),
  });
  const { channel, message, ...rest } = condition;

  return (
    <div className={styles['sentence']}>
      <Trans
        i18nKey="conditions.engagement"
        components={{
          ...parts,
          kind: (
            <Select
              aria-label={t('conditions.kind')}
              value={condition.kind}
              popupMatchSelectWidth={false}
              options={(['sent', 'opened', 'clicked'] as const).map((value) => ({
                value,
                label: t(`conditions.engagementKind.${value}`),
              }))}
              onChange={(kind) => onChange({ ...condition, kind })}
            />
          ),
          message: (
            <Select
              aria-label={t('navigation.messages')}
              value={message ?? ''}
              popupMatchSelectWidth={false}
              options={[
                { value: '', label: t('conditions.anyMessage') },
                ...(messages.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onChange={(next) =>
                onChange({ ...rest, ...(channel ? { channel } : {}), ...(next ? { message: next } : {}) })
              }
            />
          ),
          channel: (
            <Select
              aria-label={t('conditions.channel')}
              value={channel ?? ''}
              popupMatchSelectWidth={false}
              options={[
                { value: '', label: t('conditions.anyChannel') },
                ...channels.map((value) => ({ value, label: t(`channel.${value}`) })),
              ]}
              onChange={(next) => {
                const chosen = channels.find((value) => value === next);
                onChange({ ...rest, ...(message ? { message } : {}), ...(chosen ? { channel: chosen } : {}) });
              }}
            />
          ),
        }}
      />
    </div>
  );
}
