import { useMutation, useQueryClient } from '@tanstack/react-query';
import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import { type ImportJob, importJob } from '#contracts/api/import.ts';
import { importUndoPreview } from '#contracts/api/import-undo.ts';
import { api } from '../../shared/api.ts';
import { useFeedback } from '../../shared/feedback/feedback-context.ts';
import { useFormat } from '../../shared/format.ts';
import { importQuery } from './import-queries.ts';

/** Says what taking the import back would concern, asks once, and begins. */
export function ImportUndoButton({ id }: Pick<ImportJob, 'id'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const { ask } = useFeedback();
  const undo = useMutation({
    mutationFn: async () => {
      const { obstacle, ...extent } = await api.get(`/imports/${id}/undo`, importUndoPreview);
      const counted = Object.fromEntries(Object.entries(extent).map(([name, count]) => [name, format.number(count)]));
      if (obstacle !== null) {
        const title = t('imports.undo.impossible');
        await ask({ title, text: t(`imports.undo.obstacle.${obstacle}`), decline: t('action.close') });
        return undefined;
      }
      const agreed = await ask({
        title: t('imports.undo.title'),
        text: (
          <div className="column" style={{ gap: 8 }}>
            <p>{t('imports.undo.people', counted)}</p>
            <p>{t('imports.undo.facts', counted)}</p>
            <p className="faint">{t('imports.undo.limits')}</p>
          </div>
        ),
        agree: t('imports.undo.agree'),
        decline: t('action.cancel'),
      });
      return agreed ? api.post(`/imports/${id}/undo`, undefined, importJob) : undefined;
    },
    onSuccess: (job) => {
      if (job === undefined) return;
      client.setQueryData(importQuery(id).queryKey, job);
      void client.invalidateQueries({ queryKey: ['imports', 'list'] });
    },
  });
  return (
    <>
      <Button loading={undo.isPending} onClick={() => undo.mutate()}>
        {t('imports.undo.button')}
      </Button>
      {undo.error ? <span style={{ color: 'var(--failed)' }}>{undo.error.message}</span> : null}
    </>
  );
}
