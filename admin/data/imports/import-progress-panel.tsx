import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import type { ImportJob } from '#contracts/api/import.ts';
import { repeatOf } from '#contracts/import.ts';
import { useFeedback } from '../../shared/feedback/feedback-context.ts';
import { useFormat } from '../../shared/format.ts';
import { Figure } from '../../shared/ui/figure.tsx';
import { Section } from '../../shared/ui/page.tsx';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import styles from '../data.module.css';
import { countRejected, countUnreadValues, doneShare, secondsLeft } from './import-figures.ts';
import { ProgressLine } from './import-progress-line.tsx';
import { useImportAction } from './import-queries.ts';
import { RejectedReasons } from './import-rejected.tsx';
import { ImportUndoButton } from './import-undo-button.tsx';
import { ImportUnread } from './import-unread.tsx';

/** How far it is, what came in, what did not, and what can be done about it. */
export function ImportProgressPanel({ job }: { job: ImportJob }) {
  const { t } = useTranslation();
  const format = useFormat();
  const mayChange = useMayChange();
  const { ask } = useFeedback();
  const act = useImportAction(job.id);
  const { status, progress } = job;
  // A client's rows bring ids of their own.
  const repeat = job.mapping === null ? 'known_for_a_day' : repeatOf(job.mapping);
  const left = status === 'importing' ? secondsLeft(job) : undefined;
  const isWhole = status === 'done' || (job.undo !== null && job.finishedAt !== null);
  const resumable = (status === 'paused' || status === 'failed') && job.hasContent;
  const cancel = async () => {
    const agreed = await ask({
      title: t('imports.cancelTitle'),
      text: t('imports.cancelText', { number: format.number(progress?.taken ?? 0) }),
      agree: t('imports.cancel'),
      decline: t('action.close'),
    });
    if (agreed) act.mutate({ action: 'cancel' });
  };
  return (
    <>
      <Section>
        <div className="column" style={{ gap: 16 }}>
          {job.error ? (
            <p role="alert" style={{ color: 'var(--failed)' }}>
              {job.error}
            </p>
          ) : null}
          <ProgressLine
            share={isWhole ? 1 : doneShare(job)}
            label={
              job.lines === null
                ? t('imports.reading')
                : t('imports.lines', {
                    done: format.number(isWhole ? job.lines : (progress?.line ?? 0)),
                    all: format.number(job.lines),
                  })
            }
          />
          <div className={styles['figures']}>
            <Figure
              label={t('imports.taken')}
              value={format.number(progress?.taken ?? 0)}
              note={t('imports.takenNote')}
            />
            <Figure
              label={t('imports.duplicates')}
              value={format.number(progress?.duplicates ?? 0)}
              note={t(`imports.duplicatesNote.${repeat}`)}
            />
            <Figure label={t('imports.rejected')} value={format.number(countRejected(progress?.rejected ?? {}))} />
            {progress?.unread?.length ? (
              <Figure label={t('imports.unread.figure')} value={format.number(countUnreadValues(progress.unread))} />
            ) : null}
            {status === 'importing' ? (
              <Figure
                label={t('imports.speed')}
                value={format.number(progress?.perSecond ?? 0)}
                note={
                  left === undefined ? undefined : t('imports.left', { minutes: format.number(Math.ceil(left / 60)) })
                }
              />
            ) : null}
          </div>
          {mayChange ? (
            <div className="row wrap">
              {status === 'importing' && job.clientKind === null ? (
                <Button loading={act.isPending} onClick={() => act.mutate({ action: 'pause' })}>
                  {t('imports.pause')}
                </Button>
              ) : null}
              {resumable ? (
                <Button type="primary" loading={act.isPending} onClick={() => act.mutate({ action: 'start' })}>
                  {t('imports.resume')}
                </Button>
              ) : null}
              {status === 'importing' || status === 'paused' || status === 'failed' ? (
                <Button type="text" onClick={() => void cancel()}>
                  {t('imports.cancel')}
                </Button>
              ) : null}
              {['done', 'cancelled', 'paused', 'failed'].includes(status) && progress !== null ? (
                <ImportUndoButton id={job.id} />
              ) : null}
              {act.error ? <span style={{ color: 'var(--failed)' }}>{act.error.message}</span> : null}
            </div>
          ) : null}
        </div>
      </Section>
      {progress && countRejected(progress.rejected) > 0 ? (
        <RejectedReasons
          id={job.id}
          of="import"
          rejected={progress.rejected}
          hasList={job.clientKind === null}
          isWritten={status !== 'importing'}
        />
      ) : null}
      {progress?.unread?.length ? (
        <ImportUnread
          id={job.id}
          of="import"
          unread={progress.unread}
          hasList={job.clientKind === null && status !== 'importing' && countRejected(progress.rejected) === 0}
        />
      ) : null}
    </>
  );
}
