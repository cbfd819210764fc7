import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { TableSkeleton } from '../shared/ui/data-table.tsx';
import { Page, Section } from '../shared/ui/page.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { SegmentEditor } from './segment-editor.tsx';
import { segmentQuery } from './segment-queries.ts';

const route = getRouteApi('/layout/segments/$id');

export function SegmentPage() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const query = useQuery(segmentQuery(id));
  return (
    <QueryView
      query={query}
      skeleton={
        <Page title={t('segments.segment')}>
          <Section>
            <TableSkeleton columns={3} rows={4} />
          </Section>
        </Page>
      }
    >
      {(segment) => <SegmentEditor key={segment.id} segment={segment} />}
    </QueryView>
  );
}
