import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { taskList } from '#contracts/api/task.ts';
import { TableSkeleton } from '../shared/ui/data-table.tsx';
import { Page, Section } from '../shared/ui/page.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { Segmented } from '../shared/ui/segmented.tsx';
import { EmptyState } from '../shared/ui/state.tsx';
import { moreOf, useListQuery } from '../shared/use-list-query.ts';
import { sessionQuery } from '../sign-in/session.ts';
import { TaskTable } from './task-table.tsx';

const route = getRouteApi('/layout/tasks');

/** What journeys and the team itself have put down to be done about people. */
export function TasksPage() {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/tasks' });
  const { done, whose } = route.useSearch();
  const status = done ? 'done' : 'open';
  const email = useQuery(sessionQuery).data?.email ?? undefined;
  const assignee = whose === 'mine' ? email : undefined;
  const query = useListQuery({
    path: '/tasks',
    schema: taskList,
    query: { status, assignee },
    refetchInterval: 10_000,
  });
  const none = status === 'open' ? 'empty' : 'noneDone';
  return (
    <Page title={t('tasks.title')} question={t('tasks.question')}>
      <div className="row" style={{ gap: 12, flexWrap: 'wrap' }}>
        <Segmented
          aria-label={t('tasks.show')}
          value={status}
          options={(['open', 'done'] as const).map((value) => ({ value, label: t(`tasks.${value}`) }))}
          onChange={(next) =>
            void navigate({
              search: (before) => ({ ...before, done: next === 'done' || undefined }),
              replace: true,
            })
          }
        />
        {email ? (
          <Segmented
            aria-label={t('tasks.whose')}
            value={whose ?? 'everybody'}
            options={(['everybody', 'mine'] as const).map((value) => ({ value, label: t(`tasks.${value}`) }))}
            onChange={(next) =>
              void navigate({
                search: (before) => ({ ...before, whose: next === 'mine' ? next : undefined }),
                replace: true,
              })
            }
          />
        ) : null}
      </div>
      <Section flush>
        <QueryView query={query} skeleton={<TableSkeleton columns={5} />}>
          {(tasks) =>
            tasks.length > 0 ? (
              <TaskTable tasks={tasks} more={moreOf(query)} />
            ) : (
              <EmptyState icon="task" title={t(`tasks.${none}.title`)} text={t(`tasks.${none}.text`)} />
            )
          }
        </QueryView>
      </Section>
    </Page>
  );
}
