import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { TableSkeleton } from '../shared/ui/data-table.tsx';
import { Page, Section } from '../shared/ui/page.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { MessageEditor } from './message-editor.tsx';
import { messageQuery } from './message-queries.ts';

const route = getRouteApi('/layout/messages/$id');

export function MessagePage() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const query = useQuery(messageQuery(id));
  return (
    <QueryView
      query={query}
      skeleton={
        <Page title={t('messages.message')}>
          <Section>
            <TableSkeleton columns={2} rows={6} />
          </Section>
        </Page>
      }
    >
      {(message) => <MessageEditor key={message.id} message={message} />}
    </QueryView>
  );
}
