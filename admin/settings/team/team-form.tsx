import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import Button from 'antd/es/button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PasswordLink, TeamMember } from '#contracts/api/team.ts';
import { api } from '../../shared/api.ts';
import { useFeedback } from '../../shared/feedback/feedback-context.ts';
import { type Column, DataTable, TableSkeleton } from '../../shared/ui/data-table.tsx';
import { DeleteButton } from '../../shared/ui/delete-button.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { Pill } from '../../shared/ui/marks.tsx';
import { Section } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { sessionQuery } from '../../sign-in/session.ts';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import styles from '../settings-page.module.css';
import { teamQuery } from '../use-settings-queries.ts';
import { AddMemberDialog } from './add-member-dialog.tsx';
import { MemberLinkButton } from './member-link-button.tsx';
import { MemberRole } from './member-role.tsx';
import { MemberSignIn } from './member-sign-in.tsx';
import { PasswordLinkDialog } from './password-link-dialog.tsx';

interface ShownLink {
  readonly member: TeamMember;
  readonly link: PasswordLink;
}

/** Who works with the product. Viewers see it too; only administrators change it. */
export function TeamForm() {
  const { t } = useTranslation();
  const query = useQuery(teamQuery);
  const mayChange = useMayChange();
  const [adding, setAdding] = useState(false);
  const [shown, setShown] = useState<ShownLink>();
  const add = (
    <Button size="small" icon={<Icon name="plus" size={14} />} onClick={() => setAdding(true)}>
      {t('team.add')}
    </Button>
  );
  return (
    <>
      <Section title={t('settings.section.team')} extra={mayChange ? add : undefined} flush>
        <QueryView query={query} skeleton={<TableSkeleton columns={3} rows={3} />}>
          {({ members }) => (
            <TeamTable members={members} onLink={(member, link) => setShown({ member, link })} mayChange={mayChange} />
          )}
        </QueryView>
      </Section>
      {adding ? (
        <AddMemberDialog
          onClose={() => setAdding(false)}
          onAdded={({ member, link }) => {
            setAdding(false);
            setShown({ member, link });
          }}
        />
      ) : null}
      {shown ? <PasswordLinkDialog {...shown} onClose={() => setShown(undefined)} /> : null}
    </>
  );
}

interface TeamTableProps {
  readonly members: readonly TeamMember[];
  readonly mayChange: boolean;
  readonly onLink: (member: TeamMember, link: PasswordLink) => void;
}

function TeamTable({ members, mayChange, onLink }: TeamTableProps) {
  const { t } = useTranslation();
  const { data: session } = useQuery(sessionQuery);
  const isYou = (member: TeamMember) => member.email === session?.email;
  const columns: Column<TeamMember>[] = [
    {
      key: 'name',
      title: t('team.name'),
      render: (member) => (
        <span className={styles['member']}>
          <span className="row wrap">
            {member.name}
            {isYou(member) ? <Pill>{t('team.you')}</Pill> : null}
          </span>
          <span className="small faint">{member.email}</span>
        </span>
      ),
    },
    { key: 'role', title: t('team.role'), render: (member) => <MemberRole member={member} isYou={isYou(member)} /> },
    { key: 'signIn', title: t('team.lastSignIn'), render: (member) => <MemberSignIn member={member} /> },
  ];
  const actions: Column<TeamMember> = {
    key: 'actions',
    title: '',
    align: 'end',
    render: (member) =>
      isYou(member) ? null : (
        <span className={styles['memberActions']}>
          <MemberLinkButton member={member} onLink={(link) => onLink(member, link)} />
          <RemoveButton member={member} />
        </span>
      ),
  };
  return (
    <DataTable
      label={t('settings.section.team')}
      columns={mayChange ? [...columns, actions] : columns}
      rows={members}
      rowKey={(member) => member.id}
    />
  );
}

function RemoveButton({ member: { id, name } }: { member: TeamMember }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { tell } = useFeedback();
  const remove = useMutation({
    mutationFn: () => api.delete(`/team/${encodeURIComponent(id)}`),
    onSettled: () => client.invalidateQueries({ queryKey: teamQuery.queryKey }),
    onError: (error) => tell(error.message, 'failed'),
  });
  return (
    <DeleteButton
      label={t('team.remove', { name })}
      consequence={t('team.removeConsequence')}
      agree={t('action.remove')}
      onDelete={() => remove.mutate()}
    />
  );
}
