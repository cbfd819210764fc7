import Button from 'antd/es/button';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { TableSkeleton } from './data-table.tsx';
import type { IconName } from './icon-paths.ts';
import { Section } from './page.tsx';
import { QueryView } from './query-view.tsx';
import { EmptyState } from './state.tsx';

interface ListSectionProps<Item> {
  readonly query: {
    readonly data: readonly Item[] | undefined;
    readonly error: Error | null;
    readonly refetch: () => unknown;
  };
  /** Of the table, for the skeleton. */
  readonly columns: number;
  /** Absent while no filter is in force. */
  readonly onClear: (() => void) | undefined;
  /** While there is nothing at all: what the list is for, and how it is filled. */
  readonly empty: {
    readonly icon: IconName;
    readonly title: string;
    readonly text: ReactNode;
    readonly actions?: ReactNode;
  };
  readonly children: (items: readonly Item[]) => ReactNode;
}

/** A list in each of its states: on its way, failed, empty, nothing found, there. */
export function ListSection<Item>({ query, columns, onClear, empty, children }: ListSectionProps<Item>) {
  const { t } = useTranslation();
  return (
    <Section flush>
      <QueryView query={query} skeleton={<TableSkeleton columns={columns} />}>
        {(items) => {
          if (items.length > 0) return children(items);
          if (!onClear) return <EmptyState {...empty} />;
          return (
            <EmptyState
              icon="search"
              title={t('state.noMatchTitle')}
              text={t('state.noMatchText')}
              actions={<Button onClick={onClear}>{t('state.clearFilters')}</Button>}
            />
          );
        }}
      </QueryView>
    </Section>
  );
}
