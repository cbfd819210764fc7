import { useTranslation } from 'react-i18next';
import { ReasonDialog } from './reason-dialog.tsx';

export function RestrictDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <ReasonDialog
      profile={id}
      path="restriction"
      title={t('privacy.restrict')}
      agree={t('privacy.restrictNow')}
      label={t('privacy.reason')}
      hint={t('privacy.reasonHint')}
      above={<p>{t('privacy.restrictWhat')}</p>}
      onClose={onClose}
    />
  );
}
