import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { message } from '#contracts/api/message.ts';
import { CreateButton } from '../shared/ui/create-button.tsx';
import { TableSkeleton } from '../shared/ui/data-table.tsx';
import { Page, Section } from '../shared/ui/page.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { EmptyState } from '../shared/ui/state.tsx';
import { messagesQuery } from './message-queries.ts';
import { MessageTable } from './message-table.tsx';
import { MessagesTabs } from './messages-tabs.tsx';

export function MessagesPage() {
  const { t } = useTranslation();
  const query = useQuery({ ...messagesQuery, refetchInterval: 10_000 });
  const createButton = <CreateButton noun="messages" label={t('messages.create')} schema={message} />;
  return (
    <Page title={t('navigation.messages')} question={t('messages.question')} actions={createButton}>
      <MessagesTabs />
      <Section flush>
        <QueryView query={query} skeleton={<TableSkeleton columns={6} />}>
          {({ items }) =>
            items.length > 0 ? (
              <MessageTable messages={items} />
            ) : (
              <EmptyState
                icon="messages"
                title={t('messages.empty.title')}
                text={t('messages.empty.text')}
                actions={createButton}
              />
            )
          }
        </QueryView>
      </Section>
    </Page>
  );
}
