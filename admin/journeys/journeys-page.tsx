import { useQuery } from '@tanstack/react-query';
import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import { journey } from '#contracts/api/journey.ts';
import { TableSkeleton } from '../shared/ui/data-table.tsx';
import { Icon } from '../shared/ui/icon.tsx';
import { Page, Section } from '../shared/ui/page.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { EmptyState } from '../shared/ui/state.tsx';
import { useCreateDefinition } from '../shared/use-definition-actions.ts';
import { journeysQuery } from './journey-queries.ts';
import { JourneyTable } from './journey-table.tsx';

export function JourneysPage() {
  const { t } = useTranslation();
  const query = useQuery({ ...journeysQuery, refetchInterval: 5_000 });
  const create = useCreateDefinition('journeys', journey);
  const createButton = (
    <Button type="primary" icon={<Icon name="plus" />} loading={create.isPending} onClick={() => create.mutate({})}>
      {t('journeys.create')}
    </Button>
  );
  return (
    <Page title={t('navigation.journeys')} question={t('journeys.question')} actions={createButton}>
      <Section flush>
        <QueryView query={query} skeleton={<TableSkeleton columns={6} rows={4} />}>
          {({ items }) =>
            items.length > 0 ? (
              <JourneyTable journeys={items} />
            ) : (
              <EmptyState
                icon="journeys"
                title={t('journeys.empty.title')}
                text={t('journeys.empty.text')}
                actions={createButton}
              />
            )
          }
        </QueryView>
      </Section>
    </Page>
  );
}
