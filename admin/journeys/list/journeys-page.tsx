import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import Button from 'antd/es/button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { journey } from '#contracts/api/journey.ts';
import { DefinitionList } from '../../shared/definition-list/definition-list.tsx';
import { CreateButton } from '../../shared/ui/create-button.tsx';
import { TableSkeleton } from '../../shared/ui/data-table.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { ApprovalFilter } from '../approval/approval-filter.tsx';
import { journeysQuery } from '../journey-queries.ts';
import { FileDrop } from './import/file-drop.tsx';
import { ImportDialog } from './import/import-dialog.tsx';
import { ImportJourneyButton } from './import/import-journey-button.tsx';
import { journeySorts } from './journey-sorts.ts';
import { JourneyTable } from './journey-table.tsx';

const route = getRouteApi('/layout/journeys');

export function JourneysPage() {
  const { t } = useTranslation();
  const query = useQuery({ ...journeysQuery, refetchInterval: 5_000 });
  const filters = route.useSearch();
  const navigate = useNavigate({ from: '/journeys' });
  const [file, setFile] = useState<File>();
  const refine = (change: typeof filters) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false });
  const createButton = (
    <>
      <Link to="/journey-gallery">
        <Button>{t('journeys.gallery')}</Button>
      </Link>
      <ImportJourneyButton onFile={setFile} />
      <CreateButton noun="journeys" label={t('journeys.create')} schema={journey} />
    </>
  );
  return (
    <Page title={t('navigation.journeys')} question={t('journeys.question')} actions={createButton}>
      <FileDrop onFile={setFile}>
        <QueryView query={query} skeleton={<TableSkeleton columns={6} rows={4} />}>
          {({ items }) => {
            const { approval } = filters;
            const waiting = approval === undefined ? items : items.filter((one) => one.approval === approval);
            return (
              <DefinitionList
                items={items}
                among={waiting}
                ownFilter={
                  <ApprovalFilter journeys={items} value={approval} onChange={(next) => refine({ approval: next })} />
                }
                choice={filters}
                sorts={journeySorts}
                figure={(one, sort) => one[sort === 'revenue' ? 'attributedRevenue' : sort]}
                searchLabel={t('journeys.search')}
                icon="journeys"
                empty={{ title: t('journeys.empty.title'), text: t('journeys.empty.text'), actions: createButton }}
                table={(shown) => <JourneyTable journeys={shown} />}
                onChange={refine}
              />
            );
          }}
        </QueryView>
      </FileDrop>
      {file ? (
        <ImportDialog
          key={`${file.name}:${file.lastModified}`}
          file={file}
          onFile={setFile}
          onClose={() => setFile(undefined)}
        />
      ) : null}
    </Page>
  );
}
