import { useMutation, useQueryClient } from '@tanstack/react-query';
import Input from 'antd/es/input';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { consentTaken } from '#contracts/api/consent.ts';
import { api } from '../shared/api.ts';
import { Field } from '../shared/ui/field.tsx';
import { Modal } from '../shared/ui/modal.tsx';

export function RestrictDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const restrict = useMutation({
    mutationFn: () =>
      api.put(`/profiles/${encodeURIComponent(id)}/restriction`, { reason: reason.trim() }, consentTaken),
    onSuccess: () => {
      onClose();
      // The person's lane takes some milliseconds.
      setTimeout(() => void client.invalidateQueries({ queryKey: ['profiles', id] }), 500);
    },
  });
  return (
    <Modal
      open
      title={t('privacy.restrict')}
      onCancel={onClose}
      onOk={() => restrict.mutate()}
      okText={t('privacy.restrictNow')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: reason.trim() === '', loading: restrict.isPending }}
    >
      <div className="column" style={{ gap: 16 }}>
        <p>{t('privacy.restrictWhat')}</p>
        <Field label={t('privacy.reason')} hint={t('privacy.reasonHint')} error={restrict.error?.message}>
          {(control) => (
            <Input
              {...control}
              autoFocus
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      </div>
    </Modal>
  );
}
