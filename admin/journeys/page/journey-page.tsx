import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { Skeleton } from '../../shared/ui/state.tsx';
import { journeyQuery } from '../journey-queries.ts';
import { JourneyEditor } from './journey-editor.tsx';

const route = getRouteApi('/layout/journeys/$id');

export function JourneyPage() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const query = useQuery(journeyQuery(id));
  return (
    <QueryView
      query={query}
      skeleton={
        <Page title={t('journeys.journey')} wide>
          <Skeleton height={480} />
        </Page>
      }
    >
      {(journey) => <JourneyEditor key={journey.id} journey={journey} />}
    </QueryView>
  );
}
