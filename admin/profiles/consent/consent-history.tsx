import { useQuery } from '@tanstack/react-query';
import Drawer from 'antd/es/drawer';
import { useTranslation } from 'react-i18next';
import { type ConsentRecord, consentHistory } from '#contracts/api/consent.ts';
import type { ConsentProof } from '#contracts/consent/consent.ts';
import { topicName } from '#contracts/topic.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useFormat } from '../../shared/format.ts';
import { settingsQuery } from '../../shared/settings-query.ts';
import { FactList } from '../../shared/ui/fact-list.tsx';
import { ChannelMark } from '../../shared/ui/marks.tsx';
import { MoreButton } from '../../shared/ui/more-button.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { Skeleton } from '../../shared/ui/state.tsx';
import { moreOf, useListQuery } from '../../shared/use-list-query.ts';

/** Every word about contacting her, the newest first, each with what proves it. */
export function ConsentHistory({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const query = useListQuery({
    path: `/profiles/${encodeURIComponent(id)}/consents`,
    schema: consentHistory,
    continueWith: 'before',
    query: { limit: 50 },
  });
  return (
    <Drawer open onClose={onClose} title={t('profiles.consentHistoryTitle')} size={480} destroyOnHidden>
      <QueryView query={query} skeleton={<Skeleton height={240} />}>
        {(records) => (
          <div className="column" style={{ gap: 24 }}>
            {records.length === 0 ? <p className="soft">{t('profiles.noHistory')}</p> : null}
            {records.map((record) => (
              <RecordEntry key={record.id} record={record} />
            ))}
            <MoreButton more={moreOf(query)} />
          </div>
        )}
      </QueryView>
    </Drawer>
  );
}

const proofFields = [
  'text',
  'textVersion',
  'language',
  'url',
  'note',
  'actor',
  'ip',
  'userAgent',
] as const satisfies readonly (keyof ConsentProof)[];

function RecordEntry({ record }: { record: ConsentRecord }) {
  const { t } = useTranslation();
  const format = useFormat();
  const language = useLanguage();
  const { data: settings } = useQuery(settingsQuery);
  const topic = settings?.topics.find(({ id }) => id === record.topic);
  const about = record.topic && (topic ? topicName(topic, language) : record.topic);
  const { proof, kind, status, detail, until } = record;
  return (
    <section className="column" style={{ gap: 4 }}>
      <h3 className="row wrap">
        {t(`profiles.consentFact.${kind}.${status}`, { defaultValue: status })}
        {record.channel ? <ChannelMark channel={record.channel} /> : null}
        {about ? <span className="soft">{about}</span> : null}
      </h3>
      <span className="small faint number">{format.dateTime(record.at)}</span>
      <FactList
        facts={[
          {
            key: 'source',
            label: t('profiles.proof.source'),
            value: t(`profiles.consentSource.${record.source}`, { defaultValue: record.source }),
          },
          ...(detail === 'never_confirmed'
            ? [{ key: 'detail', label: t('profiles.proof.note'), value: t('profiles.neverConfirmed') }]
            : []),
          ...(kind === 'suppression' && detail !== ''
            ? [
                {
                  key: 'detail',
                  label: t('profiles.proof.note'),
                  value: t(`suppressions.reasons.${detail}`, { defaultValue: detail }),
                },
              ]
            : []),
          ...(until ? [{ key: 'until', label: t('profiles.proof.until'), value: format.dateTime(until) }] : []),
          ...proofFields.flatMap((field) => {
            const text = proof[field];
            return text ? [{ key: field, label: t(`profiles.proof.${field}`), value: text }] : [];
          }),
        ]}
      />
    </section>
  );
}
