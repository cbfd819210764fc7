import { useTranslation } from 'react-i18next';
import type { PasswordLink, TeamMember } from '#contracts/api/team.ts';
import { useFormat } from '../../shared/format.ts';
import { CodeBlock } from '../../shared/ui/code-block.tsx';
import { Modal } from '../../shared/ui/modal.tsx';
import styles from '../settings-page.module.css';

interface PasswordLinkDialogProps {
  readonly member: TeamMember;
  readonly link: PasswordLink;
  readonly onClose: () => void;
}

/** The only time that the link can be seen, so a click beside the dialog does not close it. */
export function PasswordLinkDialog({ member, link, onClose }: PasswordLinkDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Modal
      open
      title={t('team.linkTitle', { name: member.name })}
      onCancel={onClose}
      onOk={onClose}
      okText={t('action.close')}
      cancelButtonProps={{ style: { display: 'none' } }}
      mask={{ closable: false }}
    >
      <div className={styles['fields']}>
        <p>{t('team.linkText', { email: member.email, date: format.dateTime(link.expiresAt) })}</p>
        <CodeBlock code={`${location.origin}${link.path}`} />
      </div>
    </Modal>
  );
}
