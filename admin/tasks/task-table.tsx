import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import Checkbox from 'antd/es/checkbox';
import { useTranslation } from 'react-i18next';
import type { Task } from '#contracts/api/task.ts';
import { journeysQuery } from '../journeys/journey-queries.ts';
import { profileNameQuery } from '../profiles/profile-name-query.ts';
import { type Column, DataTable } from '../shared/ui/data-table.tsx';
import { RelativeTime } from '../shared/ui/relative-time.tsx';
import { useMayChange } from '../sign-in/use-may-change.ts';
import { TaskAssignee } from './task-assignee.tsx';
import { TaskDue } from './task-due.tsx';
import { useChangeTask } from './use-change-task.ts';

interface TaskTableProps {
  readonly tasks: readonly Task[];
  readonly more: { readonly load: () => unknown; readonly loading: boolean } | undefined;
}

/** All of one status: each can be ticked off, given to somebody else and moved where it stands. */
export function TaskTable({ tasks, more }: TaskTableProps) {
  const { t } = useTranslation();
  const mayChange = useMayChange();
  const { mutate } = useChangeTask();
  const areDone = tasks[0]?.status === 'done';
  const columns: Column<Task>[] = [
    {
      key: 'task',
      title: t('tasks.task'),
      render: ({ id, title, note, status }) => (
        <span className="row" style={{ gap: 8, alignItems: 'flex-start', textAlign: 'start' }}>
          <Checkbox
            aria-label={t(status === 'done' ? 'tasks.reopen' : 'tasks.finish', { title })}
            checked={status === 'done'}
            disabled={!mayChange}
            onChange={({ target }) => mutate({ id, change: { status: target.checked ? 'done' : 'open' } })}
          />
          <span>
            <strong style={{ fontWeight: 500 }}>{title}</strong>
            {note ? (
              <span className="small faint" style={{ display: 'block', whiteSpace: 'pre-line' }}>
                {note}
              </span>
            ) : null}
          </span>
        </span>
      ),
    },
    { key: 'person', title: t('tasks.person'), render: ({ profile }) => <PersonLink profile={profile} /> },
    { key: 'assignee', title: t('tasks.assignee'), render: (task) => <TaskAssignee task={task} /> },
    areDone
      ? { key: 'done', title: t('tasks.doneAt'), render: (task) => <Done task={task} /> }
      : { key: 'due', title: t('tasks.due'), render: (task) => <TaskDue task={task} /> },
    { key: 'from', title: t('tasks.from'), render: ({ journey }) => <Origin journey={journey} /> },
  ];
  return <DataTable label={t('tasks.title')} columns={columns} rows={tasks} rowKey={({ id }) => id} more={more} />;
}

function PersonLink({ profile }: { profile: string }) {
  const name = useQuery(profileNameQuery(profile)).data;
  return (
    <Link className="link" to="/profiles/$id" params={{ id: profile }}>
      {name ?? profile.slice(0, 8)}
    </Link>
  );
}

function Origin({ journey }: { journey: string | null }) {
  const { t } = useTranslation();
  const journeys = useQuery(journeysQuery).data?.items ?? [];
  if (journey === null) return <span className="faint">{t('tasks.byHand')}</span>;
  return (
    <Link className="link" to="/journeys/$id" params={{ id: journey }}>
      {journeys.find(({ id }) => id === journey)?.name ?? journey}
    </Link>
  );
}

function Done({ task: { doneAt, doneBy } }: { task: Task }) {
  const { t } = useTranslation();
  if (doneAt === null) return null;
  return (
    <span>
      <RelativeTime at={doneAt} />
      {doneBy ? (
        <span className="small faint" style={{ display: 'block' }}>
          {t('tasks.doneBy', { name: doneBy })}
        </span>
      ) : null}
    </span>
  );
}
