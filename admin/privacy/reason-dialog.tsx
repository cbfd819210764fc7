import { useMutation, useQueryClient } from '@tanstack/react-query';
import Input from 'antd/es/input';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { consentTaken } from '#contracts/api/consent.ts';
import { api } from '../shared/api.ts';
import { Field } from '../shared/ui/field.tsx';
import { Modal } from '../shared/ui/modal.tsx';

interface ReasonDialogProps {
  readonly profile: string;
  readonly path: 'restriction' | 'do-not-contact';
  /** What goes along with the reason. */
  readonly order?: object;
  readonly title: string;
  readonly agree: string;
  readonly danger?: boolean;
  readonly label: string;
  readonly hint: string;
  readonly above: ReactNode;
  readonly below?: ReactNode;
  readonly onClose: () => void;
}

/** An order about one person that is kept with its reason. */
export function ReasonDialog({ profile, path, order, danger = false, onClose, ...words }: ReasonDialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const give = useMutation({
    mutationFn: () =>
      api.put(`/profiles/${encodeURIComponent(profile)}/${path}`, { ...order, reason: reason.trim() }, consentTaken),
    onSuccess: () => {
      onClose();
      // The person's lane takes some milliseconds.
      setTimeout(() => void client.invalidateQueries({ queryKey: ['profiles', profile] }), 500);
    },
  });
  return (
    <Modal
      open
      title={words.title}
      onCancel={onClose}
      onOk={() => give.mutate()}
      okText={words.agree}
      cancelText={t('action.cancel')}
      okButtonProps={{ danger, disabled: reason.trim() === '', loading: give.isPending }}
    >
      <div className="column" style={{ gap: 16 }}>
        {words.above}
        <Field label={words.label} hint={words.hint} error={give.error?.message}>
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
        {words.below}
      </div>
    </Modal>
  );
}
