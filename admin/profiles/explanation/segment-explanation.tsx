import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import Drawer from 'antd/es/drawer';
import { Trans, useTranslation } from 'react-i18next';
import type { Profile } from '#contracts/api/profile.ts';
import { segmentExplanation } from '#contracts/api/segment.ts';
import { segmentsQuery } from '../../segments/segment-queries.ts';
import { api } from '../../shared/api.ts';
import { Pill } from '../../shared/ui/marks.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { Skeleton } from '../../shared/ui/state.tsx';
import { personName } from '../person-name.ts';
import { ExplanationTree } from './explanation-tree.tsx';

interface SegmentExplanationDrawerProps {
  readonly profile: Profile;
  readonly segment: string | undefined;
  readonly onClose: () => void;
}

/** Why this person is in one segment, or not: its conditions, each with whether it holds for her now. */
export function SegmentExplanationDrawer({ profile, segment, onClose }: SegmentExplanationDrawerProps) {
  const { t } = useTranslation();
  return (
    <Drawer open={segment !== undefined} onClose={onClose} title={t('explanation.title')} size={480} destroyOnHidden>
      {segment === undefined ? null : <Explanation profile={profile} segment={segment} />}
    </Drawer>
  );
}

function Explanation({ profile, segment }: { profile: Profile; segment: string }) {
  const { t } = useTranslation();
  const segments = useQuery(segmentsQuery);
  // Below the key of the profile, so that it is read again whenever something happens to her.
  const query = useQuery({
    queryKey: ['profiles', profile.id, 'explanation', segment],
    queryFn: ({ signal }) =>
      api.get(
        `/profiles/${encodeURIComponent(profile.id)}/segments/${encodeURIComponent(segment)}/explanation`,
        segmentExplanation,
        { signal },
      ),
    refetchInterval: 5_000,
  });
  const isMember = profile.segments.some(({ id }) => id === segment);
  const person = personName({
    ...profile,
    email: profile.identities.find(({ kind }) => kind === 'email')?.value ?? null,
  });

  return (
    <QueryView query={query} skeleton={<Skeleton height={200} />}>
      {(explanation) => (
        <div className="column" style={{ gap: 16 }}>
          <div className="column">
            <h2>
              <Trans
                i18nKey="explanation.of"
                values={{ person, segment: segments.data?.items.find(({ id }) => id === segment)?.name ?? segment }}
                components={{ segment: <Link className="link" to="/segments/$id" params={{ id: segment }} /> }}
              />
            </h2>
            <span role="status">
              <Pill tone={explanation.holds ? 'positive' : 'held'} icon={explanation.holds ? 'check' : 'held'}>
                {t(explanation.holds ? 'explanation.inside' : 'explanation.outside')}
              </Pill>
            </span>
            {isMember === explanation.holds ? null : <p className="soft">{t('explanation.differs')}</p>}
          </div>
          <ExplanationTree explanation={explanation} />
          <p className="small faint">{t('explanation.basis')}</p>
        </div>
      )}
    </QueryView>
  );
}
