import { useQuery } from '@tanstack/react-query';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import styles from '#admin/journeys/fields/fields.module.css';
import { RowList } from '#admin/journeys/fields/row-list.tsx';
import type { NodeFormProps } from '#admin/journeys/nodes/node-card.ts';
import { settingsQuery } from '#admin/shared/settings-query.ts';
import { channels } from '#contracts/channel.ts';

export function UpdateConsentForm({ node, onChange }: NodeFormProps<'update_consent'>) {
  const { t } = useTranslation();
  const topics = useQuery(settingsQuery).data?.topics ?? [];
  return (
    <>
      <p className="soft">{t('nodeForm.consentHelp')}</p>
      <RowList
        items={node.changes}
        add={t('nodeForm.addChange')}
        least={1}
        fresh={() => ({ channel: 'email' as const, status: 'granted' as const })}
        onChange={(changes) => onChange({ ...node, changes })}
      >
        {(one, replace) => (
          <span className={styles['parts']}>
            <Select
              aria-label={t('nodeForm.channel')}
              popupMatchSelectWidth={false}
              value={one.channel}
              options={channels.map((value) => ({ value, label: t(`channel.${value}`) }))}
              onChange={(channel) => replace({ ...one, channel })}
            />
            <Select
              aria-label={t('nodeForm.topic')}
              popupMatchSelectWidth={false}
              value={one.topic ?? ''}
              options={[
                { value: '', label: t('nodeForm.allTopics') },
                ...topics.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onChange={(chosen) => {
                const { topic: _, ...rest } = one;
                replace(chosen ? { ...rest, topic: chosen } : rest);
              }}
            />
            <Select
              aria-label={t('nodeForm.consent')}
              popupMatchSelectWidth={false}
              value={one.status}
              options={(['granted', 'denied'] as const).map((value) => ({
                value,
                label: t(`canvas.consentStatus.${value}`),
              }))}
              onChange={(status) => replace({ ...one, status })}
            />
          </span>
        )}
      </RowList>
    </>
  );
}
