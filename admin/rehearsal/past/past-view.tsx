import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import type { Journey } from '#contracts/api/journey.ts';
import type { Rehearsal } from '#contracts/api/rehearsal.ts';
import { useFormat } from '../../shared/format.ts';
import { Section } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { EmptyState, Skeleton } from '../../shared/ui/state.tsx';
import { rehearsalsQuery } from '../rehearsal-queries.ts';
import { PastResult } from './past-result.tsx';
import { PastStart } from './past-start.tsx';
import { RehearsalProgress } from './rehearsal-progress.tsx';

const route = getRouteApi('/layout/journeys/$id/rehearsal');

/** Had this journey run in a period that is past. */
export function PastView({ journey }: { journey: Journey }) {
  const query = useQuery(rehearsalsQuery(journey.id));
  return (
    <>
      <PastStart journey={journey} />
      <QueryView query={query} skeleton={<Skeleton height={240} />}>
        {({ items }) => <Chosen journey={journey} rehearsals={items} />}
      </QueryView>
    </>
  );
}

function Chosen({ journey, rehearsals }: { journey: Journey; rehearsals: readonly Rehearsal[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate({ from: '/journeys/$id/rehearsal' });
  const { run } = route.useSearch();
  const chosen = rehearsals.find(({ id }) => id === run) ?? rehearsals[0];
  if (chosen === undefined) {
    return (
      <Section flush>
        <EmptyState icon="journeys" title={t('rehearsal.past.empty.title')} text={t('rehearsal.past.empty.text')} />
      </Section>
    );
  }
  return (
    <>
      {rehearsals.length > 1 ? (
        <Select
          aria-label={t('rehearsal.past.earlier')}
          style={{ alignSelf: 'flex-start', maxWidth: '100%' }}
          popupMatchSelectWidth={false}
          value={chosen.id}
          options={rehearsals.map(({ id, from, until, createdAt }) => ({
            value: id,
            label: t('rehearsal.past.one', {
              from: format.date(from),
              until: format.date(until),
              at: format.dateTime(createdAt),
            }),
          }))}
          onChange={(next) => void navigate({ search: { run: next }, replace: true })}
        />
      ) : null}
      {chosen.counts ? (
        <PastResult journey={journey} rehearsal={chosen} counts={chosen.counts} />
      ) : (
        <RehearsalProgress rehearsal={chosen} />
      )}
    </>
  );
}
