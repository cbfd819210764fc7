import { useMutation, useQueryClient } from '@tanstack/react-query';
import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import type { Rehearsal } from '#contracts/api/rehearsal.ts';
import { api } from '../../shared/api.ts';
import { useFormat } from '../../shared/format.ts';
import { Section } from '../../shared/ui/page.tsx';
import { EmptyState } from '../../shared/ui/state.tsx';
import styles from '../rehearsal.module.css';

/** A rehearsal that has no answer: it is under way, was broken off or failed. */
export function RehearsalProgress({ rehearsal }: { rehearsal: Rehearsal }) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const { id, journey, status, peopleDone, peopleTotal, error } = rehearsal;
  const cancel = useMutation({
    mutationFn: () => api.delete(`/journeys/${encodeURIComponent(journey)}/rehearsals/${id}`),
    onSettled: () => client.invalidateQueries({ queryKey: ['rehearsals', journey] }),
  });
  if (status === 'failed' || status === 'cancelled') {
    return (
      <Section>
        <EmptyState
          icon={status === 'failed' ? 'warning' : 'close'}
          title={t(`rehearsal.past.${status}`)}
          text={error ?? t('rehearsal.past.again')}
        />
      </Section>
    );
  }
  const share = peopleTotal ? Math.min(1, peopleDone / peopleTotal) : 0;
  return (
    <Section>
      <div className="column" style={{ gap: 8 }} role="status">
        <div className="row" style={{ justifyContent: 'space-between' }}>
          <span>
            {peopleTotal === null
              ? t('rehearsal.past.waiting')
              : t('rehearsal.past.running', { done: format.number(peopleDone), total: format.number(peopleTotal) })}
          </span>
          <Button size="small" onClick={() => cancel.mutate()} loading={cancel.isPending}>
            {t('rehearsal.past.cancel')}
          </Button>
        </div>
        <span className={styles['progress']}>
          <span style={{ width: `${100 * share}%` }} />
        </span>
      </div>
    </Section>
  );
}
