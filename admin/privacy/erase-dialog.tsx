import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import Checkbox from 'antd/es/checkbox';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { privacyRequest } from '#contracts/api/privacy.ts';
import type { Profile } from '#contracts/api/profile.ts';
import { api } from '../shared/api.ts';
import { useFeedback } from '../shared/feedback/feedback-context.ts';
import { Modal } from '../shared/ui/modal.tsx';

interface EraseDialogProps {
  readonly profile: Profile;
  readonly onClose: () => void;
}

/** Says what goes, and asks once: it cannot be undone. */
export function EraseDialog({ profile, onClose }: EraseDialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { tell } = useFeedback();
  const [keepSuppressed, setKeepSuppressed] = useState(false);
  const erase = useMutation({
    mutationFn: () =>
      api.post(`/profiles/${encodeURIComponent(profile.id)}/erasure`, { keepSuppressed }, privacyRequest),
    onSuccess: () => {
      tell(t('privacy.erasing'));
      void client.invalidateQueries({ queryKey: ['privacy'] });
      void navigate({ to: '/settings/$section', params: { section: 'privacy' } });
    },
  });
  return (
    <Modal
      open
      title={t('privacy.eraseTitle', { name: profile.name })}
      onCancel={onClose}
      onOk={() => erase.mutate()}
      okText={t('privacy.eraseNow')}
      cancelText={t('action.cancel')}
      okButtonProps={{ danger: true, loading: erase.isPending }}
    >
      <div className="column" style={{ gap: 16 }}>
        <p>{t('privacy.eraseWhat')}</p>
        <p className="soft">{t('privacy.eraseAfter')}</p>
        <Checkbox checked={keepSuppressed} onChange={(event) => setKeepSuppressed(event.target.checked)}>
          {t('privacy.keepSuppressed')}
        </Checkbox>
        {erase.error ? (
          <p role="alert" style={{ color: 'var(--failed)' }}>
            {erase.error.message}
          </p>
        ) : null}
      </div>
    </Modal>
  );
}
