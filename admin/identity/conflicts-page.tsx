import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { identityConflictList } from '#contracts/api/identity.ts';
import { DataTabs } from '../data/data-tabs.tsx';
import { TableSkeleton } from '../shared/ui/data-table.tsx';
import { MoreButton } from '../shared/ui/more-button.tsx';
import { Page, Section } from '../shared/ui/page.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { Segmented } from '../shared/ui/segmented.tsx';
import { EmptyState } from '../shared/ui/state.tsx';
import { moreOf, useListQuery } from '../shared/use-list-query.ts';
import { ConflictEntry } from './conflict-entry.tsx';
import styles from './conflicts-page.module.css';

const route = getRouteApi('/layout/data/identities');

/** Which people may be one? What the rules leave to a person, and what they have decided by themselves. */
export function ConflictsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/data/identities' });
  const { state = 'open' } = route.useSearch();
  const query = useListQuery({
    path: '/identity/conflicts',
    schema: identityConflictList,
    query: { state },
    refetchInterval: 5_000,
  });
  return (
    <Page title={t('navigation.data')} question={t('conflicts.question')}>
      <DataTabs />
      <div className="row wrap">
        <Segmented
          aria-label={t('conflicts.filter.label')}
          value={state}
          options={(['open', 'settled'] as const).map((value) => ({ value, label: t(`conflicts.filter.${value}`) }))}
          onChange={(next) => void navigate({ search: next === 'open' ? {} : { state: next }, replace: true })}
        />
        <Link className="link small" to="/settings/$section" params={{ section: 'identity' }}>
          {t('conflicts.toRules')}
        </Link>
      </div>
      <Section flush>
        <QueryView query={query} skeleton={<TableSkeleton columns={3} />}>
          {(conflicts) =>
            conflicts.length > 0 ? (
              <>
                <ul className={styles['conflicts']}>
                  {conflicts.map((conflict) => (
                    <ConflictEntry
                      key={`${conflict.identity.kind}:${conflict.identity.value}:${conflict.holder.id}:${conflict.other.id}`}
                      conflict={conflict}
                    />
                  ))}
                </ul>
                <MoreButton more={moreOf(query)} />
              </>
            ) : (
              <EmptyState icon="check" title={t(`conflicts.empty.${state}`)} text={t('conflicts.empty.text')} />
            )
          }
        </QueryView>
      </Section>
    </Page>
  );
}
