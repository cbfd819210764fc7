import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JourneyDefinition } from '#contracts/journey.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { Page, Section } from '../../shared/ui/page.tsx';
import { EmptyState, Skeleton } from '../../shared/ui/state.tsx';
import { useMedia } from '../../shared/use-media.ts';
import { journeyQuery } from '../journey-queries.ts';
import { compareVersions } from './compared.ts';
import { DiffList } from './diff-list.tsx';
import { VersionList } from './version-list.tsx';
import { versionQuery, versionsQuery } from './version-queries.ts';
import styles from './versions.module.css';

const DiffCanvas = lazy(() => import('./diff-canvas.tsx'));
const route = getRouteApi('/layout/journeys/$id/versions');

/** Which versions there were, and what differs between two of them. */
export function VersionsPage() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const search = route.useSearch();
  const narrow = useMedia('(max-width: 1080px)');
  const journey = useQuery(journeyQuery(id)).data;
  const versions = useQuery(versionsQuery(id)).data?.items;
  const from = search.from ?? versions?.[0]?.version;
  const before = useVersion(id, from);
  const after = useVersion(id, search.to);
  const to = search.to === undefined ? journey?.draft : after.data;
  const error = before.error ?? after.error;

  return (
    <Page
      wide
      title={t('versions.title')}
      question={t('versions.question')}
      back={
        <Link to="/journeys/$id" params={{ id }}>
          <Icon name="arrowLeft" size={14} />
          <span className="truncate">{journey?.name ?? t('journeys.journey')}</span>
        </Link>
      }
    >
      {versions?.length === 0 ? (
        <Section>
          <EmptyState icon="journeys" title={t('versions.none')} text={t('versions.noneText')} />
        </Section>
      ) : versions ? (
        <div className={styles['columns']}>
          <VersionList journey={id} versions={versions} from={from} to={search.to} />
          <div className={styles['main']}>
            {before.data && to ? (
              <Difference before={before.data} to={to} narrow={narrow} />
            ) : error ? (
              <p role="alert">{error.message}</p>
            ) : (
              <Skeleton height={480} />
            )}
          </div>
        </div>
      ) : (
        <Skeleton height={480} />
      )}
    </Page>
  );
}

function Difference({ before, to, narrow }: { before: JourneyDefinition; to: JourneyDefinition; narrow: boolean }) {
  const compared = compareVersions(before, to);
  const canvas = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<string>();
  const show = (node: string) => {
    setShown(node);
    canvas.current?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <>
      <DiffList compared={compared} onShow={narrow ? undefined : show} />
      {narrow ? null : (
        <div ref={canvas}>
          <Suspense fallback={<Skeleton height={480} />}>
            <DiffCanvas compared={compared} shown={shown} onShow={setShown} />
          </Suspense>
        </div>
      )}
    </>
  );
}

function useVersion(id: string, version: number | undefined) {
  return useQuery({ ...versionQuery(id, version ?? 0), enabled: version !== undefined });
}
