import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { message } from '#contracts/api/message.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { chosenDefinitions, statusesOf } from '../shared/definition-list/choose-definitions.ts';
import { DefinitionFilters } from '../shared/definition-list/definition-filters.tsx';
import { CreateButton } from '../shared/ui/create-button.tsx';
import { TableSkeleton } from '../shared/ui/data-table.tsx';
import { Page, Section } from '../shared/ui/page.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { EmptyState } from '../shared/ui/state.tsx';
import { messagesQuery } from './message-queries.ts';
import { messageFigure, messageSorts } from './message-sorts.ts';
import { MessageTable } from './message-table.tsx';
import { MessagesTabs } from './messages-tabs.tsx';

const route = getRouteApi('/layout/messages');

export function MessagesPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const query = useQuery({ ...messagesQuery, refetchInterval: 10_000 });
  const filters = route.useSearch();
  const navigate = useNavigate({ from: '/messages' });
  const createButton = <CreateButton noun="messages" label={t('messages.create')} schema={message} />;
  return (
    <Page title={t('navigation.messages')} question={t('messages.question')} actions={createButton}>
      <MessagesTabs />
      <QueryView query={query} skeleton={<TableSkeleton columns={6} />}>
        {({ items }) => {
          const shown = chosenDefinitions(items, filters, { language, figure: messageFigure });
          return (
            <div className="column" style={{ gap: 16 }}>
              {items.length > 0 ? (
                <DefinitionFilters
                  {...filters}
                  searchLabel={t('messages.search')}
                  sorts={messageSorts}
                  statuses={statusesOf(items)}
                  onChange={(change) =>
                    void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false })
                  }
                />
              ) : null}
              <Section flush>
                {shown.length > 0 ? (
                  <MessageTable messages={shown} />
                ) : items.length > 0 ? (
                  <EmptyState icon="messages" title={t('state.noMatchTitle')} text={t('state.noMatchText')} />
                ) : (
                  <EmptyState
                    icon="messages"
                    title={t('messages.empty.title')}
                    text={t('messages.empty.text')}
                    actions={createButton}
                  />
                )}
              </Section>
            </div>
          );
        }}
      </QueryView>
    </Page>
  );
}
