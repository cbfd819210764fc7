import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Journey } from '#contracts/api/journey.ts';
import { journeyQuery } from '../journeys/journey-queries.ts';
import { Icon } from '../shared/ui/icon.tsx';
import { Page } from '../shared/ui/page.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { Skeleton } from '../shared/ui/state.tsx';
import styles from '../shared/ui/tabs.module.css';
import { PastView } from './past/past-view.tsx';
import { WalkView } from './walk/walk-view.tsx';

const route = getRouteApi('/layout/journeys/$id/rehearsal');

/** What a draft would do, before anybody gets anything: over a period that is past, or with one person. */
export function RehearsalPage() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const query = useQuery(journeyQuery(id));
  return (
    <QueryView
      query={query}
      skeleton={
        <Page title={t('rehearsal.title')}>
          <Skeleton height={320} />
        </Page>
      }
    >
      {(journey) => <Rehearsal journey={journey} />}
    </QueryView>
  );
}

function Rehearsal({ journey }: { journey: Journey }) {
  const { t } = useTranslation();
  const { view } = route.useSearch();
  // Not by the address as a whole: a period and a run stand in it too.
  const tab = (isOpen: boolean) => ({
    className: isOpen ? `${styles['tab']} ${styles['active']}` : (styles['tab'] ?? ''),
    activeOptions: { exact: true, includeSearch: true },
    ...(isOpen && { 'aria-current': 'page' as const }),
  });
  const to = { to: '/journeys/$id/rehearsal', params: { id: journey.id } } as const;
  return (
    <Page
      title={t('rehearsal.of', { name: journey.draft.name })}
      question={t('rehearsal.question')}
      back={
        <Link to="/journeys/$id" params={{ id: journey.id }}>
          <Icon name="arrowLeft" size={14} />
          <span className="truncate">{journey.draft.name}</span>
        </Link>
      }
    >
      <nav className={styles['tabs']} aria-label={t('rehearsal.title')}>
        <Link {...to} {...tab(view !== 'walk')} search={{}}>
          {t('rehearsal.past.title')}
        </Link>
        <Link {...to} {...tab(view === 'walk')} search={{ view: 'walk' }}>
          {t('rehearsal.walk.title')}
        </Link>
      </nav>
      {view === 'walk' ? <WalkView journey={journey} /> : <PastView journey={journey} />}
    </Page>
  );
}
