import { useMutation, useQueryClient } from '@tanstack/react-query';
import Input from 'antd/es/input';
import Radio from 'antd/es/radio';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { consentTaken } from '#contracts/api/consent.ts';
import { type DoNotContactScope, doNotContactScopes } from '#contracts/consent/consent.ts';
import { api } from '../../shared/api.ts';
import { Field } from '../../shared/ui/field.tsx';
import { Modal } from '../../shared/ui/modal.tsx';

interface DoNotContactDialogProps {
  readonly id: string;
  readonly onClose: () => void;
}

export function DoNotContactDialog({ id, onClose }: DoNotContactDialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [scope, setScope] = useState<DoNotContactScope>('marketing');
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  const order = useMutation({
    mutationFn: () => {
      // The end of the day that was chosen, where the reader is.
      const end = until === '' ? undefined : new Date(`${until}T23:59:59`).toISOString();
      const path = `/profiles/${encodeURIComponent(id)}/do-not-contact`;
      return api.put(path, { scope, reason: reason.trim(), ...(end && { until: end }) }, consentTaken);
    },
    onSuccess: () => {
      onClose();
      // The person's lane takes some milliseconds.
      setTimeout(() => void client.invalidateQueries({ queryKey: ['profiles', id] }), 500);
    },
  });
  return (
    <Modal
      open
      title={t('profiles.doNotContact.order')}
      onCancel={onClose}
      onOk={() => order.mutate()}
      okText={t('profiles.doNotContact.confirm')}
      cancelText={t('action.cancel')}
      okButtonProps={{ danger: true, disabled: reason.trim() === '', loading: order.isPending }}
    >
      <div className="column" style={{ gap: 16 }}>
        <Radio.Group
          aria-label={t('profiles.doNotContact.scope')}
          value={scope}
          options={doNotContactScopes.map((value) => ({ value, label: t(`profiles.doNotContact.${value}`) }))}
          onChange={(event) => setScope(event.target.value as DoNotContactScope)}
        />
        <p className="small faint">{t(`profiles.doNotContact.scopeHint.${scope}`)}</p>
        <Field
          label={t('profiles.doNotContact.reason')}
          hint={t('profiles.doNotContact.reasonHint')}
          error={order.error?.message}
        >
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
        <Field label={t('profiles.doNotContact.until')} hint={t('profiles.doNotContact.forever')}>
          {(control) => (
            <Input
              {...control}
              type="date"
              style={{ width: 176 }}
              value={until}
              onChange={(event) => setUntil(event.target.value)}
            />
          )}
        </Field>
      </div>
    </Modal>
  );
}
