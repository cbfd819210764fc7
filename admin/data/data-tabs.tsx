import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { openConflictsQuery } from '../identity/open-conflicts-query.ts';
import { useFormat } from '../shared/format.ts';
import styles from '../shared/ui/tabs.module.css';
import { keptAsideQuery } from './schema/schema-queries.ts';

/** What comes in, what is known of people, and what did not fit. */
export function DataTabs() {
  const { t } = useTranslation();
  const format = useFormat();
  const kept = useQuery(keptAsideQuery);
  const conflicts = useQuery(openConflictsQuery);
  const count = kept.data?.groups.reduce((sum, group) => sum + group.count, 0) ?? 0;
  const active = { className: styles['active'] ?? '' };
  const tab = { className: styles['tab'] ?? '', activeProps: active, activeOptions: { includeSearch: false } };
  return (
    <nav className={styles['tabs']} aria-label={t('navigation.data')}>
      <Link to="/data/events" {...tab}>
        {t('data.events.title')}
      </Link>
      <Link to="/data/traits" {...tab}>
        {t('data.traits.title')}
      </Link>
      <Link to="/data/kept-aside" {...tab}>
        {t('data.kept.title')}
        {count > 0 ? <span className="faint number"> {format.compact(count)}</span> : null}
      </Link>
      <Link to="/data/imports" {...tab}>
        {t('navigation.imports')}
      </Link>
      <Link to="/data/sources" {...tab}>
        {t('navigation.sources')}
      </Link>
      <Link to="/data/destinations" {...tab}>
        {t('navigation.destinations')}
      </Link>
      <Link to="/data/exports" {...tab}>
        {t('navigation.exports')}
      </Link>
      <Link to="/data/identities" {...tab}>
        {t('conflicts.title')}
        {conflicts.data && conflicts.data.open > 0 ? (
          <span className="faint number"> {format.compact(conflicts.data.open)}</span>
        ) : null}
      </Link>
    </nav>
  );
}
