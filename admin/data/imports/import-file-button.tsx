import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import Button from 'antd/es/button';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { importJob } from '#contracts/api/import.ts';
import { api } from '../../shared/api.ts';
import { useFeedback } from '../../shared/feedback/feedback-context.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import { ViewOnlyMark } from '../../sign-in/view-only-mark.tsx';
import { uploadFile } from './import-upload.ts';

/** Takes a file and opens its import while it is still being sent. */
export function ImportFileButton() {
  const { t } = useTranslation();
  const { tell } = useFeedback();
  const navigate = useNavigate();
  const mayChange = useMayChange();
  const input = useRef<HTMLInputElement>(null);
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
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.tsv,.txt,.json,.jsonl,.ndjson,.gz"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file && file.size > 0) create.mutate(file);
          else if (file) tell(t('imports.emptyFile'), 'failed');
        }}
      />
      <Button
        type="primary"
        icon={<Icon name="plus" />}
        loading={create.isPending}
        onClick={() => input.current?.click()}
      >
        {t('imports.choose')}
      </Button>
    </>
  );
}
