import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ExportButton } from '../../shared/ui/export-button.tsx';
import { ListSection } from '../../shared/ui/list-section.tsx';
import { Page } from '../../shared/ui/page.tsx';
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
      <ListSection
        query={query}
        columns={5}
        onClear={filtered ? () => void navigate({ search: {} }) : undefined}
        empty={{ icon: 'sent', title: t('deliveries.empty.title'), text: t('deliveries.empty.text') }}
      >
        {(deliveries) => <DeliveryTable deliveries={deliveries} more={moreOf(query)} />}
      </ListSection>
      <DeliveryDrawer
        id={open}
        onClose={() => void navigate({ search: (before) => ({ ...before, open: undefined }), resetScroll: false })}
      />
    </Page>
  );
}
