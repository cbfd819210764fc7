import { getRouteApi, useNavigate } from '@tanstack/react-router';
import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import { TableSkeleton } from '../../shared/ui/data-table.tsx';
import { ExportButton } from '../../shared/ui/export-button.tsx';
import { Page, Section } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { EmptyState } from '../../shared/ui/state.tsx';
import { moreOf } from '../../shared/use-list-query.ts';
import { MessagesTabs } from '../messages-tabs.tsx';
import { DeliveryDrawer } from './delivery-drawer.tsx';
import { DeliveryFilters } from './delivery-filters.tsx';
import { DeliveryTable } from './delivery-table.tsx';
import { useDeliveriesQuery } from './use-deliveries-query.ts';

const route = getRouteApi('/layout/deliveries');

export function DeliveriesPage() {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/deliveries' });
  const { open, ...filters } = route.useSearch();
  const query = useDeliveriesQuery(filters);
  const filtered = Object.values(filters).some((value) => value !== undefined);

  return (
    <Page
      title={t('navigation.messages')}
      question={t('deliveries.question')}
      actions={<ExportButton list="deliveries" filters={filters} />}
    >
      <MessagesTabs />
      <DeliveryFilters filters={filters} />
      <Section flush>
        <QueryView query={query} skeleton={<TableSkeleton columns={5} />}>
          {(deliveries) =>
            deliveries.length > 0 ? (
              <DeliveryTable deliveries={deliveries} more={moreOf(query)} />
            ) : filtered ? (
              <EmptyState
                icon="search"
                title={t('state.noMatchTitle')}
                text={t('state.noMatchText')}
                actions={<Button onClick={() => void navigate({ search: {} })}>{t('state.clearFilters')}</Button>}
              />
            ) : (
              <EmptyState icon="sent" title={t('deliveries.empty.title')} text={t('deliveries.empty.text')} />
            )
          }
        </QueryView>
      </Section>
      <DeliveryDrawer
        id={open}
        onClose={() => void navigate({ search: (before) => ({ ...before, open: undefined }), resetScroll: false })}
      />
    </Page>
  );
}
