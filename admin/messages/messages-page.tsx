import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { message } from '#contracts/api/message.ts';
import { DefinitionList } from '../shared/definition-list/definition-list.tsx';
import { CreateButton } from '../shared/ui/create-button.tsx';
import { TableSkeleton } from '../shared/ui/data-table.tsx';
import { Page } from '../shared/ui/page.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { messagesQuery } from './message-queries.ts';
import { messageFigure, messageSorts } from './message-sorts.ts';
import { MessageTable } from './message-table.tsx';
import { MessagesTabs } from './messages-tabs.tsx';

const route = getRouteApi('/layout/messages');

export function MessagesPage() {
  const { t } = useTranslation();
  const query = useQuery({ ...messagesQuery, refetchInterval: 10_000 });
  const filters = route.useSearch();
  const navigate = useNavigate({ from: '/messages' });
  const createButton = <CreateButton noun="messages" label={t('messages.create')} schema={message} />;
  return (
    <Page title={t('navigation.messages')} question={t('messages.question')} actions={createButton}>
      <MessagesTabs />
      <QueryView query={query} skeleton={<TableSkeleton columns={6} />}>
        {({ items }) => (
          <DefinitionList
            items={items}
            choice={filters}
            sorts={messageSorts}
            figure={messageFigure}
            searchLabel={t('messages.search')}
            icon="messages"
            empty={{ title: t('messages.empty.title'), text: t('messages.empty.text'), actions: createButton }}
            table={(shown) => <MessageTable messages={shown} />}
            onChange={(change) =>
              void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false })
            }
          />
        )}
      </QueryView>
    </Page>
  );
}
