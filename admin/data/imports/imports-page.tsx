import { useTranslation } from 'react-i18next';
import { importList } from '#contracts/api/import.ts';
import { TableSkeleton } from '../../shared/ui/data-table.tsx';
import { Page, Section } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { EmptyState } from '../../shared/ui/state.tsx';
import { moreOf, useListQuery } from '../../shared/use-list-query.ts';
import { DataTabs } from '../data-tabs.tsx';
import { ImportFileButton } from './import-file-button.tsx';
import { ImportTable } from './import-table.tsx';

export function ImportsPage() {
  const { t } = useTranslation();
  const query = useListQuery({ path: '/imports', schema: importList, refetchInterval: 3_000 });
  return (
    <Page title={t('navigation.data')} question={t('imports.question')} actions={<ImportFileButton />}>
      <DataTabs />
      <Section flush>
        <QueryView query={query} skeleton={<TableSkeleton columns={5} />}>
          {(jobs) =>
            jobs.length > 0 ? (
              <ImportTable jobs={jobs} more={moreOf(query)} />
            ) : (
              <EmptyState
                icon="data"
                title={t('imports.empty.title')}
                text={t('imports.empty.text')}
                actions={<ImportFileButton />}
              />
            )
          }
        </QueryView>
      </Section>
    </Page>
  );
}
