import { Link } from '@tanstack/react-router';
import Button from 'antd/es/button';
import Switch from 'antd/es/switch';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import type { ImportJob } from '#contracts/api/import.ts';
import { type ImportFormat, type ImportMapping, repeatOf } from '#contracts/import.ts';
import { useFeedback } from '../../shared/feedback/feedback-context.ts';
import { useFormat } from '../../shared/format.ts';
import { Figure } from '../../shared/ui/figure.tsx';
import { Section } from '../../shared/ui/page.tsx';
import styles from '../data.module.css';
import { countRejected, countUnreadValues, doneShare } from './import-figures.ts';
import { ProgressLine } from './import-progress-line.tsx';
import { useImportAction } from './import-queries.ts';
import { RejectedReasons } from './import-rejected.tsx';
import { ImportUnread } from './import-unread.tsx';

interface ImportCheckPanelProps {
  readonly job: ImportJob;
  readonly draft: { readonly format: ImportFormat; readonly mapping: ImportMapping };
  readonly ready: boolean;
}

/** Tries the whole file first, then starts. */
export function ImportCheckPanel({ job, draft, ready }: ImportCheckPanelProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { ask } = useFeedback();
  const [journeys, setJourneys] = useState(false);
  const act = useImportAction(job.id);
  const repeat = repeatOf(draft.mapping);
  const checking = job.status === 'checking';
  const same = JSON.stringify([job.format, job.mapping]) === JSON.stringify([draft.format, draft.mapping]);
  const check = job.check?.finished && job.check.current && same ? job.check : undefined;
  const start = async () => {
    const agreed = await ask({
      title: t('imports.startTitle'),
      text: t(journeys ? 'imports.startTextJourneys' : 'imports.startText'),
      agree: t('imports.start'),
      decline: t('action.cancel'),
    });
    if (agreed) act.mutate({ action: 'start', draft, journeys });
  };
  return (
    <>
      <Section title={t('imports.checkTitle')} note={t('imports.checkNote')}>
        <div className="column" style={{ gap: 16 }}>
          {checking ? (
            <ProgressLine
              share={doneShare(job)}
              label={
                job.lines === null
                  ? t('imports.reading')
                  : t('imports.lines', { done: format.number(job.check?.line ?? 0), all: format.number(job.lines) })
              }
            />
          ) : null}
          {check ? (
            <div className={styles['figures']}>
              <Figure label={t('imports.newPeople')} value={format.number(check.newPeople)} />
              <Figure label={t('imports.knownPeople')} value={format.number(check.knownPeople)} />
              <Figure label={t(`imports.events.${draft.mapping.kind}`)} value={format.number(check.events)} />
              <Figure label={t('imports.rejected')} value={format.number(countRejected(check.rejected))} />
              {check.unread?.length ? (
                <Figure label={t('imports.unread.figure')} value={format.number(countUnreadValues(check.unread))} />
              ) : null}
            </div>
          ) : null}
          {job.earlier ? (
            <p style={{ color: 'var(--held)' }}>
              <Trans
                i18nKey={`imports.earlier.${repeat === job.earlier.repeat ? repeat : 'other_ids'}`}
                values={{ time: format.dateTime(job.earlier.finishedAt) }}
                components={{
                  import: <Link className="link" to="/data/imports/$id" params={{ id: job.earlier.id }} />,
                }}
              />
            </p>
          ) : null}
          {job.error ? (
            <p role="alert" style={{ color: 'var(--failed)' }}>
              {job.error}
            </p>
          ) : null}
          <span className="row">
            <Switch id="import-journeys" checked={journeys} disabled={checking} onChange={setJourneys} />
            <label htmlFor="import-journeys">
              {t('imports.journeys')} <span className="small faint">{t('imports.journeysHint')}</span>
            </label>
          </span>
          <div className="row wrap">
            {checking ? (
              <Button loading={act.isPending} onClick={() => act.mutate({ action: 'pause' })}>
                {t('imports.stopCheck')}
              </Button>
            ) : (
              <>
                <Button
                  type={check ? 'default' : 'primary'}
                  disabled={!ready}
                  loading={act.isPending}
                  onClick={() => act.mutate({ action: 'check', draft })}
                >
                  {t('imports.check')}
                </Button>
                <Button type={check ? 'primary' : 'default'} disabled={!ready} onClick={() => void start()}>
                  {t('imports.start')}
                </Button>
              </>
            )}
            {act.error ? <span style={{ color: 'var(--failed)' }}>{act.error.message}</span> : null}
          </div>
        </div>
      </Section>
      {check && countRejected(check.rejected) > 0 ? (
        <RejectedReasons id={job.id} of="check" rejected={check.rejected} />
      ) : null}
      {check?.unread?.length ? (
        <ImportUnread id={job.id} of="check" unread={check.unread} hasList={countRejected(check.rejected) === 0} />
      ) : null}
    </>
  );
}
