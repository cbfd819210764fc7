import { useMutation, useQueryClient } from '@tanstack/react-query';
import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import { type PasswordLink, passwordLink, type TeamMember } from '#contracts/api/team.ts';
import { api } from '../../shared/api.ts';
import { useFeedback } from '../../shared/feedback/feedback-context.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { teamQuery } from '../use-settings-queries.ts';

interface MemberLinkButtonProps {
  readonly member: TeamMember;
  readonly onLink: (link: PasswordLink) => void;
}

/** For who lost the first link, or forgot the password. */
export function MemberLinkButton({ member: { id, name }, onLink }: MemberLinkButtonProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { ask, tell } = useFeedback();
  const create = useMutation({
    mutationFn: () => api.post(`/team/${encodeURIComponent(id)}/link`, undefined, passwordLink),
    onSuccess: onLink,
    onError: (error) => tell(error.message, 'failed'),
    onSettled: () => client.invalidateQueries({ queryKey: teamQuery.queryKey }),
  });
  const askFirst = async () => {
    const agreed = await ask({
      title: t('team.newLink', { name }),
      text: t('team.newLinkConsequence', { name }),
      agree: t('team.createLink'),
      decline: t('action.cancel'),
    });
    if (agreed) create.mutate();
  };
  return (
    <Button
      type="text"
      aria-label={t('team.newLink', { name })}
      title={t('team.newLink', { name })}
      icon={<Icon name="key" />}
      loading={create.isPending}
      onClick={() => void askFirst()}
    />
  );
}
