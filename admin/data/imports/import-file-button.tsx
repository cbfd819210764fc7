import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { importJob } from '#contracts/api/import.ts';
import { api } from '../../shared/api.ts';
import { useFeedback } from '../../shared/feedback/feedback-context.ts';
import { FileButton } from '../../shared/ui/file-button.tsx';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import { ViewOnlyMark } from '../../sign-in/view-only-mark.tsx';
import { uploadFile } from './import-upload.ts';

/** Takes a file and opens its import while it is still being sent. */
export function ImportFileButton() {
  const { t } = useTranslation();
  const { tell } = useFeedback();
  const navigate = useNavigate();
  const mayChange = useMayChange();
  const create = useMutation({
    mutationFn: async (file: File) => {
      const job = await api.post('/imports', { name: file.name.slice(-200), bytes: file.size }, importJob);
      void uploadFile(job.id, file, 0);
      return job;
    },
    onSuccess: ({ id }) => navigate({ to: '/data/imports/$id', params: { id } }),
    onError: (error) => tell(error.message, 'failed'),
  });
  if (!mayChange) return <ViewOnlyMark />;
  return (
    <FileButton
      type="primary"
      accept=".csv,.tsv,.txt,.json,.jsonl,.ndjson,.gz"
      loading={create.isPending}
      onFile={(file) => {
        if (file.size > 0) create.mutate(file);
        else tell(t('imports.emptyFile'), 'failed');
      }}
    >
      {t('imports.choose')}
    </FileButton>
  );
}
