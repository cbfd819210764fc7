import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { groupEvent } from '#contracts/company.ts';
import { useNames } from '../shared/names/use-names.ts';
import { MoreButton } from '../shared/ui/more-button.tsx';
import { Section } from '../shared/ui/page.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { RelativeTime } from '../shared/ui/relative-time.tsx';
import { Skeleton } from '../shared/ui/state.tsx';
import { moreOf } from '../shared/use-list-query.ts';
import styles from './company-page.module.css';
import { useCompanyActivityQuery } from './company-queries.ts';

/** What its people did since they joined. */
export function CompanyActivity({ id }: { id: string }) {
  const { t } = useTranslation();
  const names = useNames();
  const query = useCompanyActivityQuery(id);
  const wordsOf = ({ kind, name }: { kind: string; name: string }) => {
    if (name === groupEvent) return t('companies.group');
    return kind === 'identify' ? t('companies.identify') : names.event(name);
  };
  return (
    <Section title={t('companies.activity')} note={t('companies.sinceJoining')}>
      <QueryView query={query} skeleton={<Skeleton height={160} />}>
        {(items) =>
          items.length > 0 ? (
            <>
              <ul className={styles['activity']}>
                {items.map((item) => (
                  <li key={`${item.profile}:${item.id}`} className={styles['entry']}>
                    <span className="truncate">{wordsOf(item)}</span>
                    <span className="small faint">
                      <RelativeTime at={item.at} />
                    </span>
                    <Link className="link small" to="/profiles/$id" params={{ id: item.profile }}>
                      {item.personName}
                    </Link>
                  </li>
                ))}
              </ul>
              <div style={{ marginInline: -16 }}>
                <MoreButton more={moreOf(query)} />
              </div>
            </>
          ) : (
            <p className="soft">{t('companies.noActivity')}</p>
          )
        }
      </QueryView>
    </Section>
  );
}
