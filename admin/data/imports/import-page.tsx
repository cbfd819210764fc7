import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ImportJob } from '#contracts/api/import.ts';
import { api } from '../../shared/api.ts';
import { useFormat } from '../../shared/format.ts';
import { DeleteButton } from '../../shared/ui/delete-button.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { Page, Section } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { Skeleton } from '../../shared/ui/state.tsx';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import { ImportBuilder } from './import-builder.tsx';
import { sentStatusOf } from './import-origin.ts';
import { ImportProgressPanel } from './import-progress-panel.tsx';
import { importQuery } from './import-queries.ts';
import { ImportStatusPill } from './import-table.tsx';
import { ImportUndoPanel } from './import-undo-panel.tsx';
import { ImportUpload } from './import-upload-panel.tsx';
import { dropImportDraft } from './use-import-draft.ts';

const route = getRouteApi('/layout/data/imports/$id');

export function ImportPage() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const query = useQuery(importQuery(id));
  return (
    <QueryView
      query={query}
      skeleton={
        <Page title={t('imports.title')}>
          <Section>
            <Skeleton height={240} />
          </Section>
        </Page>
      }
    >
      {(job) => <OpenImport key={job.id} job={job} />}
    </QueryView>
  );
}

function OpenImport({ job }: { job: ImportJob }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const client = useQueryClient();
  const mayChange = useMayChange();
  const remove = useMutation({
    mutationFn: () => api.delete(`/imports/${job.id}`),
    onSuccess: () => {
      dropImportDraft(job.id);
      void client.invalidateQueries({ queryKey: ['imports', 'list'] });
      return navigate({ to: '/data/imports' });
    },
  });
  const sent = sentStatusOf(job);
  const arrived = job.status === 'uploading' && job.received >= job.bytes;
  const question = sent ? t(`imports.sent.${sent}`) : arrived ? undefined : t(`imports.questions.${job.status}`);
  const working = ['checking', 'importing', 'undoing'].includes(job.status);
  return (
    <Page
      title={job.name}
      question={question}
      back={
        <Link to="/data/imports">
          <Icon name="arrowLeft" size={14} /> {t('imports.title')}
        </Link>
      }
      mark={<ImportStatusPill job={job} />}
      actions={
        working ? null : (
          <>
            <span className="small faint">{format.bytes(job.bytes)}</span>
            <DeleteButton
              label={t('imports.delete')}
              consequence={t('imports.deleteText')}
              onDelete={() => remove.mutate()}
            />
          </>
        )
      }
    >
      {job.status === 'uploading' ? <ImportUpload job={job} /> : null}
      {(job.status === 'ready' || job.status === 'checking') && mayChange && job.hasContent ? (
        <ImportBuilder job={job} />
      ) : null}
      {job.undo ? <ImportUndoPanel undo={job.undo} /> : null}
      {job.progress !== null || !['uploading', 'ready', 'checking'].includes(job.status) ? (
        <ImportProgressPanel job={job} />
      ) : null}
      {job.status === 'ready' && job.hasContent && !mayChange ? <Section>{t('imports.viewOnly')}</Section> : null}
      {job.status === 'ready' && !job.hasContent ? <Section>{t('imports.noContent')}</Section> : null}
    </Page>
  );
}
