import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import type { Profile } from '#contracts/api/profile.ts';
import { segmentsQuery } from '../segments/segment-queries.ts';
import { Section } from '../shared/ui/page.tsx';
import { RelativeTime } from '../shared/ui/relative-time.tsx';
import styles from './profile-page.module.css';

/** The segments she is in, each with why; and why about any other. */
export function ProfileSegments({ profile }: { profile: Profile }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/profiles/$id' });
  const segments = useQuery(segmentsQuery);
  const published = (segments.data?.items ?? []).filter(({ status }) => status !== 'draft');
  return (
    <Section title={t('navigation.segments')}>
      {profile.segments.length === 0 ? <p className="soft">{t('profiles.inNoSegment')}</p> : null}
      <ul className={styles['list']}>
        {profile.segments.map((segment) => (
          <li key={segment.id} className={styles['entry']}>
            <Link className="link" to="/segments/$id" params={{ id: segment.id }}>
              {segment.name}
            </Link>
            <span className="small faint">
              <RelativeTime at={segment.since} />
              {' · '}
              <Link
                className="link"
                from="/profiles/$id"
                search={(before) => ({ ...before, why: segment.id })}
                resetScroll={false}
                aria-label={t('profiles.whyIn', { segment: segment.name })}
              >
                {t('profiles.why')}
              </Link>
            </span>
          </li>
        ))}
      </ul>
      {published.length > 0 ? (
        <Select
          aria-label={t('profiles.whySelect')}
          placeholder={t('profiles.whySelect')}
          showSearch={{ optionFilterProp: 'label' }}
          style={{ width: '100%', marginTop: 12 }}
          value={null}
          options={published.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(why: string | null) =>
            void navigate({
              search: (before) => ({ ...before, why: why ?? undefined }),
              replace: true,
              resetScroll: false,
            })
          }
        />
      ) : null}
    </Section>
  );
}
