import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Profile } from '#contracts/api/profile.ts';
import { ProfilePrivacy } from '../privacy/profile-privacy.tsx';
import { Icon } from '../shared/ui/icon.tsx';
import { LiveMark } from '../shared/ui/live-mark.tsx';
import { Pill } from '../shared/ui/marks.tsx';
import { Page } from '../shared/ui/page.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { RelativeTime } from '../shared/ui/relative-time.tsx';
import { SegmentExplanationDrawer } from './explanation/segment-explanation.tsx';
import { personName } from './person-name.ts';
import { ProfileFacts } from './profile-facts.tsx';
import styles from './profile-page.module.css';
import { ProfileSkeleton } from './profile-skeleton.tsx';
import { ProfileSummary } from './profile-summary.tsx';
import { ProfileTimeline } from './timeline/profile-timeline.tsx';
import { useLiveProfile, useProfileQuery } from './use-profile-query.ts';

const route = getRouteApi('/layout/profiles/$id');

export function ProfilePage() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const { why } = route.useSearch();
  const navigate = useNavigate({ from: '/profiles/$id' });
  const query = useProfileQuery(id);
  const live = useLiveProfile(id);
  const profile = query.data;

  return (
    <Page
      title={profile ? personName({ ...profile, email: emailOf(profile) }) : t('profiles.profile')}
      back={
        <Link to="/profiles">
          <Icon name="arrowLeft" size={14} /> {t('navigation.profiles')}
        </Link>
      }
      mark={<LiveMark state={live} />}
      question={
        profile ? (
          <>
            {t('profiles.lastSeen')} <RelativeTime at={profile.lastSeenAt} /> ·{' '}
            <span className="mono">{profile.id}</span>
          </>
        ) : undefined
      }
    >
      <QueryView query={query} skeleton={<ProfileSkeleton />}>
        {(loaded) => (
          <>
            {loaded.mergedInto ? (
              <p>
                <Pill tone="held">{t('profiles.merged')}</Pill>{' '}
                <Link className="link" to="/profiles/$id" params={{ id: loaded.mergedInto }}>
                  {t('profiles.mergedInto')}
                </Link>
              </p>
            ) : null}
            <ProfileSummary profile={loaded} />
            <div className={styles['columns']}>
              <ProfileTimeline id={id} />
              <ProfileFacts profile={loaded} />
            </div>
            <ProfilePrivacy profile={loaded} />
            <SegmentExplanationDrawer
              profile={loaded}
              segment={why}
              onClose={() =>
                void navigate({
                  search: (before) => ({ ...before, why: undefined }),
                  replace: true,
                  resetScroll: false,
                })
              }
            />
          </>
        )}
      </QueryView>
    </Page>
  );
}

function emailOf(profile: Profile): string | null {
  return profile.identities.find(({ kind }) => kind === 'email')?.value ?? null;
}
