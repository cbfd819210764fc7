import { useTranslation } from 'react-i18next';
import { CodeBlock } from '../../shared/ui/code-block.tsx';
import { Modal } from '../../shared/ui/modal.tsx';

/** A secret, this one time. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      open
      title={t('destinations.secret')}
      onCancel={onClose}
      onOk={onClose}
      okText={t('action.close')}
      cancelButtonProps={{ style: { display: 'none' } }}
      mask={{ closable: false }}
    >
      <p>{t('destinations.secretOnce')}</p>
      <CodeBlock code={secret} />
    </Modal>
  );
}
