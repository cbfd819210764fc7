import { useMutation, useQueryClient } from '@tanstack/react-query';
import Input from 'antd/es/input';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Journey, journey as journeySchema } from '#contracts/api/journey.ts';
import { api } from '../../shared/api.ts';
import { useFeedback } from '../../shared/feedback/feedback-context.ts';
import { Field } from '../../shared/ui/field.tsx';
import { Modal } from '../../shared/ui/modal.tsx';

const longestReason = 1000;

export function DeclineDialog({ journey, onClose }: { journey: Journey; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { tell } = useFeedback();
  const [reason, setReason] = useState('');
  const decline = useMutation({
    mutationFn: () => {
      const path = `/journeys/${encodeURIComponent(journey.id)}/decline`;
      return api.post(path, { revision: journey.revision, reason }, journeySchema);
    },
    onSuccess: (declined) => {
      client.setQueryData(['journeys', journey.id], declined);
      tell(t('approval.done'));
      onClose();
    },
    onError: (error) => tell(error.message, 'failed'),
  });
  return (
    <Modal
      open
      title={t('approval.declineTitle', { name: journey.name })}
      okText={t('approval.decline')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: reason.trim() === '', loading: decline.isPending }}
      onOk={() => decline.mutate()}
      onCancel={onClose}
    >
      <Field label={t('approval.reason')} hint={t('approval.reasonHint', { name: journey.savedBy?.name ?? '' })}>
        {(control) => (
          <Input.TextArea
            {...control}
            autoFocus
            rows={4}
            maxLength={longestReason}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
    </Modal>
  );
}
