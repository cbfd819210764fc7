import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Source } from '#contracts/api/source.ts';
import { type Column, DataTable, TableSkeleton } from '../../shared/ui/data-table.tsx';
import { Pill } from '../../shared/ui/marks.tsx';
import { Page, Section } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { RelativeTime } from '../../shared/ui/relative-time.tsx';
import { EmptyState } from '../../shared/ui/state.tsx';
import { DataTabs } from '../data-tabs.tsx';
import { AddSourceButton } from './source-add.tsx';
import { sourcesQuery } from './source-queries.ts';

export function SourcesPage() {
  const { t } = useTranslation();
  const query = useQuery(sourcesQuery);
  return (
    <Page title={t('navigation.data')} question={t('sources.question')} actions={<AddSourceButton />}>
      <DataTabs />
      <Section flush>
        <QueryView query={query} skeleton={<TableSkeleton columns={4} />}>
          {({ items }) =>
            items.length > 0 ? (
              <SourceTable sources={items} />
            ) : (
              <EmptyState
                icon="webhook"
                title={t('sources.empty.title')}
                text={t('sources.empty.text')}
                actions={<AddSourceButton />}
              />
            )
          }
        </QueryView>
      </Section>
    </Page>
  );
}

function SourceTable({ sources }: { sources: readonly Source[] }) {
  const { t } = useTranslation();
  const columns: Column<Source>[] = [
    {
      key: 'name',
      title: t('sources.name'),
      render: (source) => (
        <Link to="/data/sources/$id" params={{ id: source.id }}>
          <strong style={{ fontWeight: 500 }}>{source.name}</strong>
        </Link>
      ),
    },
    { key: 'kind', title: t('sources.kind'), render: ({ settings }) => <SourceKind settings={settings} /> },
    { key: 'state', title: t('sources.state'), render: (source) => <SourceState source={source} /> },
    {
      key: 'run',
      title: t('sources.lastRun'),
      align: 'end',
      render: ({ lastRun, lastPayload }) => {
        const at = lastRun?.startedAt ?? lastPayload?.receivedAt;
        return at === undefined ? <span className="faint">{t('sources.nothingYet')}</span> : <RelativeTime at={at} />;
      },
    },
  ];
  return <DataTable label={t('sources.title')} columns={columns} rows={sources} rowKey={({ id }) => id} linked />;
}

function SourceKind({ settings }: { settings: Source['settings'] }) {
  const { t } = useTranslation();
  return settings.kind === 'webhook' ? t(`sources.presets.${settings.preset}`) : t(`sources.kinds.${settings.kind}`);
}

export function SourceState({ source }: { source: Source }) {
  const { t } = useTranslation();
  if (!source.active) return <Pill>{t('sources.states.off')}</Pill>;
  if (source.lastRun?.error) return <Pill tone="failed">{t('sources.states.failed')}</Pill>;
  if (source.lastPayload?.outcome === 'refused') return <Pill tone="failed">{t('sources.states.refused')}</Pill>;
  return <Pill tone="positive">{t('sources.states.on')}</Pill>;
}
