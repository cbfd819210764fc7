import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import Button from 'antd/es/button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { journey } from '#contracts/api/journey.ts';
import { journeyFileReport } from '#contracts/api/journey-version.ts';
import { api } from '../../../shared/api.ts';
import { Modal } from '../../../shared/ui/modal.tsx';
import { Skeleton } from '../../../shared/ui/state.tsx';
import { chooseFile } from './choose-file.ts';
import { FileProblems } from './file-problems.tsx';
import { FileReport, missingKey } from './file-report.tsx';
import styles from './import.module.css';
import { readJourneyFile } from './read-journey-file.ts';

interface ImportDialogProps {
  readonly file: File;
  readonly onFile: (file: File) => void;
  readonly onClose: () => void;
}

/** What a file would make here, what it misses, and then its draft. */
export function ImportDialog({ file, onFile, onClose }: ImportDialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map());
  const key = ['journey-file', file.name, file.size, file.lastModified];
  const read = useQuery({ queryKey: key, queryFn: async () => readJourneyFile(await file.text()), gcTime: 0 }).data;
  const content = read?.state === 'read' ? read.file : undefined;
  const check = useQuery({
    queryKey: [...key, 'check'],
    queryFn: () => api.post('/journeys/import/check', content, journeyFileReport),
    enabled: content !== undefined,
    gcTime: 0,
  });
  const report = check.data;

  const make = useMutation({
    mutationFn: () => {
      const replace = (report?.missing ?? []).flatMap(({ noun, id }) => {
        const by = chosen.get(missingKey({ noun, id }));
        return by === undefined ? [] : [{ noun, id, by }];
      });
      return api.post('/journeys/import', { ...content, replace }, journey);
    },
    onSuccess: async (created) => {
      client.setQueryData(['journeys', created.id], created);
      for (const noun of ['journeys', 'messages']) void client.invalidateQueries({ queryKey: [noun], exact: true });
      await navigate({ to: '/journeys/$id', params: { id: created.id } });
    },
  });
  const error = check.error ?? make.error;

  return (
    <Modal
      open
      width={640}
      title={t('journeyImport.title', { file: file.name })}
      okText={t('journeyImport.make')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: report === undefined, loading: make.isPending }}
      onOk={() => make.mutate()}
      onCancel={onClose}
    >
      <div className={styles['content']}>
        {read === undefined || (content && !report && !error) ? <Skeleton height={120} /> : null}
        {read && read.state !== 'read' ? (
          <>
            <FileProblems read={read} />
            <Button style={{ alignSelf: 'flex-start' }} onClick={() => chooseFile(onFile)}>
              {t('journeyImport.other')}
            </Button>
          </>
        ) : null}
        {content && report ? (
          <FileReport
            file={content}
            report={report}
            chosen={chosen}
            onChoose={(missing, by) => {
              const next = new Map(chosen);
              if (by === undefined) next.delete(missingKey(missing));
              else next.set(missingKey(missing), by);
              setChosen(next);
            }}
          />
        ) : null}
        {error ? (
          <p role="alert" style={{ color: 'var(--failed)' }}>
            {error.message}
          </p>
        ) : null}
      </div>
    </Modal>
  );
}
