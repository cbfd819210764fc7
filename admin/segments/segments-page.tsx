import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { segment } from '#contracts/api/segment.ts';
import { CreateButton } from '../shared/ui/create-button.tsx';
import { TableSkeleton } from '../shared/ui/data-table.tsx';
import { Page, Section } from '../shared/ui/page.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { EmptyState } from '../shared/ui/state.tsx';
import { segmentsQuery } from './segment-queries.ts';
import { SegmentTable } from './segment-table.tsx';

export function SegmentsPage() {
  const { t } = useTranslation();
  const query = useQuery({ ...segmentsQuery, refetchInterval: 5_000 });
  const createButton = <CreateButton noun="segments" label={t('segments.create')} schema={segment} />;
  return (
    <Page
      title={t('navigation.segments')}
      question={t('segments.question')}
      actions={
        <>
          <Link to="/lists" className="link">
            {t('segments.lists')}
          </Link>
          {createButton}
        </>
      }
    >
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
