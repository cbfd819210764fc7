import { useNavigate } from '@tanstack/react-router';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { journeyVersionList } from '#contracts/api/journey-version.ts';
import { useFormat } from '../../shared/format.ts';
import { Field } from '../../shared/ui/field.tsx';
import { Pill } from '../../shared/ui/marks.tsx';
import { Section } from '../../shared/ui/page.tsx';
import styles from './versions.module.css';

interface VersionListProps {
  readonly journey: string;
  readonly versions: z.infer<typeof journeyVersionList>['items'];
  readonly from: number | undefined;
  /** Absent: the draft. */
  readonly to: number | undefined;
}

/** All versions, and which two are compared. */
export function VersionList({ journey, versions, from, to }: VersionListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const show = (search: { from: number | undefined; to: number | undefined }) =>
    void navigate({ to: '/journeys/$id/versions', params: { id: journey }, search, replace: true });
  const options = versions.map(({ version }) => ({ value: version, label: t('versions.version', { version }) }));

  return (
    <Section>
      <div className={styles['list']}>
        <div className={styles['choice']}>
          <Field label={t('versions.from')}>
            {(control) => (
              <Select
                {...control}
                value={from ?? null}
                options={options}
                onChange={(next) => show({ from: next ?? undefined, to })}
              />
            )}
          </Field>
          <Field label={t('versions.to')}>
            {(control) => (
              <Select
                {...control}
                value={to ?? 0}
                options={[{ value: 0, label: t('versions.draft') }, ...options]}
                onChange={(next) => show({ from, to: next || undefined })}
              />
            )}
          </Field>
        </div>
        <ol className={styles['versions']}>
          {versions.map(({ version, publishedAt, publishedBy, entry, movedTo }) => (
            <li key={version}>
              <button type="button" aria-current={version === from} onClick={() => show({ from: version, to })}>
                <strong>{t('versions.version', { version })}</strong>
                {entry ? <Pill tone="positive">{t('versions.entered')}</Pill> : null}
                {movedTo === null ? null : <Pill>{t('versions.movedTo', { version: movedTo })}</Pill>}
                <span className="small faint">
                  {[format.dateTime(publishedAt), publishedBy].filter(Boolean).join(' · ')}
                </span>
              </button>
            </li>
          ))}
        </ol>
      </div>
    </Section>
  );
}
