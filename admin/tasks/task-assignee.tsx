import { useQuery } from '@tanstack/react-query';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import type { Task } from '#contracts/api/task.ts';
import { teamQuery } from '../settings/use-settings-queries.ts';
import { useMayChange } from '../sign-in/use-may-change.ts';
import { useChangeTask } from './use-change-task.ts';

/** Whose it is. Somebody who has left the team keeps standing here by her address. */
export function TaskAssignee({ task }: { task: Task }) {
  const { t } = useTranslation();
  const mayChange = useMayChange();
  const { mutate, isPending } = useChangeTask();
  const members = useQuery(teamQuery).data?.members ?? [];
  const nameOf = (email: string) => members.find((member) => member.email === email)?.name ?? email;
  if (!mayChange || task.status === 'done')
    return <span>{task.assignee === null ? t('tasks.nobody') : nameOf(task.assignee)}</span>;
  const gone = task.assignee !== null && !members.some(({ email }) => email === task.assignee) ? [task.assignee] : [];
  return (
    <Select
      aria-label={`${t('tasks.assignee')}: ${task.title}`}
      size="small"
      style={{ minWidth: 136 }}
      popupMatchSelectWidth={false}
      loading={isPending}
      value={task.assignee ?? ''}
      options={[
        { value: '', label: t('tasks.nobody') },
        ...members.map(({ name, email }) => ({ value: email, label: name })),
        ...gone.map((email) => ({ value: email, label: email })),
      ]}
      onChange={(chosen) => mutate({ id: task.id, change: { assignee: chosen || null } })}
    />
  );
}
