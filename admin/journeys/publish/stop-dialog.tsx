import { useMutation, useQueryClient } from '@tanstack/react-query';
import Radio from 'antd/es/radio';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Journey, journey as journeySchema } from '#contracts/api/journey.ts';
import { api } from '../../shared/api.ts';
import { useFeedback } from '../../shared/feedback/feedback-context.ts';
import { useFormat } from '../../shared/format.ts';
import { Modal } from '../../shared/ui/modal.tsx';
import styles from './publish.module.css';

interface StopDialogProps {
  readonly journey: Journey;
  readonly inside: number;
  readonly onClose: () => void;
}

const ways = ['finish', 'now'] as const;

/** Ends a journey: when the last one is through, or at once. It is archived then, with its figures. */
export function StopDialog({ journey, inside, onClose }: StopDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const { tell } = useFeedback();
  const [how, setHow] = useState<(typeof ways)[number]>('finish');
  const stop = useMutation({
    mutationFn: () => api.post(`/journeys/${encodeURIComponent(journey.id)}/stop`, { how }, journeySchema),
    onSuccess: (stopped) => {
      client.setQueryData(['journeys', journey.id], stopped);
      void client.invalidateQueries({ queryKey: ['journeys'] });
      onClose();
    },
    onError: (error) => tell(error.message, 'failed'),
  });
  return (
    <Modal
      open
      title={t('publish.stopTitle', { name: journey.name })}
      okText={t('publish.stop')}
      cancelText={t('action.cancel')}
      okButtonProps={{ danger: how === 'now', loading: stop.isPending }}
      onOk={() => stop.mutate()}
      onCancel={onClose}
    >
      <div className={styles['dialog']}>
        <p>{t('publish.stopText')}</p>
        <Radio.Group
          className={styles['choices'] ?? ''}
          value={how}
          onChange={(event) => setHow(event.target.value === 'now' ? 'now' : 'finish')}
          options={ways.map((value) => ({
            value,
            label: t(`publish.stopHow.${value}`, { count: inside, people: format.number(inside) }),
          }))}
        />
      </div>
    </Modal>
  );
}
