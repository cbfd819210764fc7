import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import { TableSkeleton } from '../../shared/ui/data-table.tsx';
import { Page, Section } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { SearchInput } from '../../shared/ui/search-input.tsx';
import { Segmented } from '../../shared/ui/segmented.tsx';
import { EmptyState } from '../../shared/ui/state.tsx';
import { moreOf } from '../../shared/use-list-query.ts';
import { MessagesTabs } from '../messages-tabs.tsx';
import { ReceivedTable } from './received-table.tsx';
import { useReceivedQuery } from './use-received-query.ts';

const route = getRouteApi('/layout/deliveries/received');
const answered = ['sms', 'email', 'webhook'] as const;

export function ReceivedPage() {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/deliveries/received' });
  const filters = route.useSearch();
  const query = useReceivedQuery(filters);
  const filtered = Object.values(filters).some((value) => value !== undefined);
  return (
    <Page title={t('navigation.messages')} question={t('inbound.list.question')}>
      <MessagesTabs />
      <div className="row wrap">
        <SearchInput
          label={t('inbound.list.search')}
          value={filters.search ?? ''}
          onSearch={(text) =>
            void navigate({ search: (before) => ({ ...before, search: text || undefined }), replace: true })
          }
        />
        <Segmented
          aria-label={t('deliveries.channel')}
          value={filters.channel ?? 'all'}
          options={[
            { value: 'all', label: t('inbox.all') },
            ...answered.map((value) => ({ value, label: t(`channel.${value}`) })),
          ]}
          onChange={(value) =>
            void navigate({
              search: (before) => ({ ...before, channel: answered.find((one) => one === value) }),
              replace: true,
            })
          }
        />
      </div>
      <Section flush>
        <QueryView query={query} skeleton={<TableSkeleton columns={5} />}>
          {(messages) =>
            messages.length > 0 ? (
              <ReceivedTable messages={messages} more={moreOf(query)} />
            ) : filtered ? (
              <EmptyState
                icon="search"
                title={t('state.noMatchTitle')}
                text={t('state.noMatchText')}
                actions={<Button onClick={() => void navigate({ search: {} })}>{t('state.clearFilters')}</Button>}
              />
            ) : (
              <EmptyState
                icon="inbox"
                title={t('inbound.list.emptyTitle')}
                text={t('inbound.list.emptyText')}
                actions={
                  <Link to="/inbox">
                    <Button type="primary">{t('inbound.list.toInbox')}</Button>
                  </Link>
                }
              />
            )
          }
        </QueryView>
      </Section>
    </Page>
  );
}
