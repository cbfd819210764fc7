import { useQuery } from '@tanstack/react-query';
import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import { segment } from '#contracts/api/segment.ts';
import { TableSkeleton } from '../shared/ui/data-table.tsx';
import { Icon } from '../shared/ui/icon.tsx';
import { Page, Section } from '../shared/ui/page.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { EmptyState } from '../shared/ui/state.tsx';
import { useCreateDefinition } from '../shared/use-definition-actions.ts';
import { segmentsQuery } from './segment-queries.ts';
import { SegmentTable } from './segment-table.tsx';

export function SegmentsPage() {
  const { t } = useTranslation();
  const query = useQuery({ ...segmentsQuery, refetchInterval: 5_000 });
  const create = useCreateDefinition('segments', segment);
  const createButton = (
    <Button type="primary" icon={<Icon name="plus" />} loading={create.isPending} onClick={() => create.mutate({})}>
      {t('segments.create')}
    </Button>
  );
  return (
    <Page title={t('navigation.segments')} question={t('segments.question')} actions={createButton}>
      <Section flush>
        <QueryView query={query} skeleton={<TableSkeleton columns={4} />}>
          {({ items }) =>
            items.length > 0 ? (
              <SegmentTable segments={items} />
            ) : (
              <EmptyState
                icon="segments"
                title={t('segments.empty.title')}
                text={t('segments.empty.text')}
                actions={createButton}
              />
            )
          }
        </QueryView>
      </Section>
    </Page>
  );
}
