import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SegmentsTabs } from '../segments/segments-tabs.tsx';
import { TableSkeleton } from '../shared/ui/data-table.tsx';
import { Page, Section } from '../shared/ui/page.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { EmptyState } from '../shared/ui/state.tsx';
import { CreateListButton } from './create-list-button.tsx';
import { ListPeopleDialog, type ListToChange } from './list-people-dialog.tsx';
import { listsQuery } from './list-queries.ts';
import { ListTable } from './list-table.tsx';

export function ListsPage() {
  const { t } = useTranslation();
  const query = useQuery({ ...listsQuery, refetchInterval: 5_000 });
  const [changing, setChanging] = useState<ListToChange>();
  const createButton = <CreateListButton onCreated={(list) => setChanging({ list, change: 'add' })} />;
  return (
    <Page title={t('navigation.segments')} question={t('lists.question')} actions={createButton}>
      <SegmentsTabs />
      <Section flush>
        <QueryView query={query} skeleton={<TableSkeleton columns={4} />}>
          {({ items }) =>
            items.length > 0 ? (
              <ListTable lists={items} onChange={setChanging} />
            ) : (
              <EmptyState
                icon="list"
                title={t('lists.empty.title')}
                text={t('lists.empty.text')}
                actions={createButton}
              />
            )
          }
        </QueryView>
      </Section>
      {changing ? <ListPeopleDialog {...changing} onClose={() => setChanging(undefined)} /> : null}
    </Page>
  );
}
