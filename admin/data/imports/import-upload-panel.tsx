import { useTranslation } from 'react-i18next';
import type { ImportJob } from '#contracts/api/import.ts';
import { useFeedback } from '../../shared/feedback/feedback-context.ts';
import { useFormat } from '../../shared/format.ts';
import { FileButton } from '../../shared/ui/file-button.tsx';
import { Section } from '../../shared/ui/page.tsx';
import { ImportFileButton } from './import-file-button.tsx';
import { ProgressLine } from './import-progress-line.tsx';
import { isUnreadable, uploadFile, useUpload } from './import-upload.ts';

/** The file on its way; after a reload, or a broken line, the same file is chosen again and goes on where it stopped. */
export function ImportUpload({ job }: { job: ImportJob }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { tell } = useFeedback();
  const upload = useUpload(job.id);
  const stopped = upload === undefined || upload.error !== undefined;
  const unreadable = isUnreadable(job, upload);
  const problem = upload?.error ?? (unreadable ? t('imports.unreadable') : undefined);
  return (
    <Section>
      <div className="column" style={{ gap: 16 }}>
        <ProgressLine
          share={job.received / job.bytes}
          label={t('imports.uploaded', { done: format.bytes(job.received), all: format.bytes(job.bytes) })}
        />
        {problem ? (
          <p role="alert" style={{ color: 'var(--failed)' }}>
            {problem}
          </p>
        ) : null}
        {unreadable ? (
          <span>
            <ImportFileButton />
          </span>
        ) : stopped ? (
          <div className="row wrap">
            <span className="soft">{t('imports.chooseAgain', { name: job.name })}</span>
            <FileButton
              onFile={(file) => {
                if (file.size === job.bytes) void uploadFile(job.id, file, job.received);
                else tell(t('imports.otherFile'), 'failed');
              }}
            >
              {t('imports.goOnUpload')}
            </FileButton>
          </div>
        ) : null}
      </div>
    </Section>
  );
}
