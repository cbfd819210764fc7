import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import { ListSection } from '../../shared/ui/list-section.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { SearchInput } from '../../shared/ui/search-input.tsx';
import { Segmented } from '../../shared/ui/segmented.tsx';
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
      <ListSection
        query={query}
        columns={5}
        onClear={filtered ? () => void navigate({ search: {} }) : undefined}
        empty={{
          icon: 'inbox',
          title: t('inbound.list.emptyTitle'),
          text: t('inbound.list.emptyText'),
          actions: (
            <Link to="/inbox">
              <Button type="primary">{t('inbound.list.toInbox')}</Button>
            </Link>
          ),
        }}
      >
        {(messages) => <ReceivedTable messages={messages} more={moreOf(query)} />}
      </ListSection>
    </Page>
  );
}
