import { useTranslation } from 'react-i18next';
import type { TeamMember } from '#contracts/api/team.ts';
import { useFormat } from '../../shared/format.ts';
import { RelativeTime } from '../../shared/ui/relative-time.tsx';
import styles from '../settings-page.module.css';

/** When somebody was last here, or how far an invitation has come. */
export function MemberSignIn({ member }: { member: TeamMember }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (member.lastSignInAt) return <RelativeTime at={member.lastSignInAt} />;
  if (member.hasPassword) return t('team.never');
  return (
    <span className={styles['member']}>
      {t('team.invited')}
      {member.linkExpiresAt ? (
        <span className="small faint">{t('team.linkUntil', { date: format.day(member.linkExpiresAt) })}</span>
      ) : (
        <span className={`small ${styles['expired']}`}>{t('team.linkExpired')}</span>
      )}
    </span>
  );
}
