import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { SentName } from '../../shared/names/sent-name.tsx';
import { useNames } from '../../shared/names/use-names.ts';
import { TableSkeleton } from '../../shared/ui/data-table.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { Page, Section } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { EventEditor } from './event-editor.tsx';
import { schemaEventQuery } from './schema-queries.ts';

const route = getRouteApi('/layout/data/events/$name');

export function EventPage() {
  const { t } = useTranslation();
  const names = useNames();
  const { name } = route.useParams();
  const query = useQuery(schemaEventQuery(name));
  const back = (
    <Link to="/data/events">
      <Icon name="arrowLeft" size={14} /> {t('data.events.title')}
    </Link>
  );
  if (query.data === undefined) {
    return (
      <Page title={names.event(name)} heading={<SentName name={name} shown={names.event(name)} />} back={back}>
        <Section flush>
          <QueryView query={query} skeleton={<TableSkeleton columns={4} />}>
            {() => null}
          </QueryView>
        </Section>
      </Page>
    );
  }
  // Somebody else's change replaces the draft only where nothing was typed: the key holds the event alone.
  return <EventEditor key={name} event={query.data} back={back} />;
}
