import { useTranslation } from 'react-i18next';
import type { TeamMember } from '#contracts/api/team.ts';
import { useFormat } from '../shared/format.ts';
import { Pill } from '../shared/ui/marks.tsx';
import { RelativeTime } from '../shared/ui/relative-time.tsx';

/** When somebody was last here, or how far an invitation has come. */
export function MemberSignIn({ member }: { member: TeamMember }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (member.lastSignInAt) return <RelativeTime at={member.lastSignInAt} />;
  if (member.hasPassword) return t('team.never');
  if (!member.linkExpiresAt) return <Pill tone="held">{t('team.linkExpired')}</Pill>;
  return <span className="soft">{t('team.invitedUntil', { date: format.date(member.linkExpiresAt) })}</span>;
}
