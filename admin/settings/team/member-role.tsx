import { useMutation, useQueryClient } from '@tanstack/react-query';
import Select from 'antd/es/select';
import Tooltip from 'antd/es/tooltip';
import { useTranslation } from 'react-i18next';
import { type Role, roleSchema } from '#contracts/api/key.ts';
import { type TeamMember, teamMember } from '#contracts/api/team.ts';
import { api } from '../../shared/api.ts';
import { useFeedback } from '../../shared/feedback/feedback-context.ts';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import { teamQuery } from '../use-settings-queries.ts';

/** Chosen in place; one's own is text, so that nobody shuts themselves out by a slip. */
export function MemberRole({ member, isYou }: { member: TeamMember; isYou: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { tell } = useFeedback();
  const mayChange = useMayChange();
  const change = useMutation({
    mutationFn: (role: Role) => api.put(`/team/${encodeURIComponent(member.id)}`, { role }, teamMember),
    onSuccess: ({ name, role }) => tell(t('team.roleChanged', { name, role: t(`role.${role}`) })),
    onError: (error) => tell(error.message, 'failed'),
    onSettled: () => client.invalidateQueries({ queryKey: teamQuery.queryKey }),
  });
  if (!mayChange) return t(`role.${member.role}`);
  if (isYou) {
    return (
      <Tooltip title={t('team.ownRole')}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the reason must be reachable by keyboard */}
        <span tabIndex={0} aria-description={t('team.ownRole')}>
          {t(`role.${member.role}`)}
        </span>
      </Tooltip>
    );
  }
  return (
    <Select
      aria-label={t('team.changeRole', { name: member.name })}
      style={{ width: 144 }}
      value={change.isPending ? change.variables : member.role}
      loading={change.isPending}
      options={roleSchema.options.map((value) => ({ value, label: t(`role.${value}`) }))}
      onChange={(role) => change.mutate(role)}
    />
  );
}
