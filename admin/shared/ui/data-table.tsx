// biome-ignore-all lint/a11y/noRedundantRoles: display: block on narrow screens removes the native roles
import Button from 'antd/es/button';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './data-table.module.css';
import { Skeleton } from './state.tsx';

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  /** `end` for numbers, so that digits stand under digits. */
  readonly align?: 'end';
  readonly width?: number | string;
  readonly render: (row: Row) => ReactNode;
}

interface DataTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** The first cell holds a link or button that stands for the whole row. */
  readonly linked?: boolean;
  readonly more?: { readonly load: () => unknown; readonly loading: boolean } | undefined;
}

/** A table that reads as a list of cards below 760 pixels. The roles keep it a table there for screen readers. */
export function DataTable<Row>({ label, columns, rows, rowKey, linked = false, more }: DataTableProps<Row>) {
  const { t } = useTranslation();
  return (
    <>
      <table className={styles['table']} role="table" aria-label={label}>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th
                key={column.key}
                role="columnheader"
                scope="col"
                className={alignment(column)}
                style={{ width: column.width }}
              >
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={rowKey(row)} role="row" className={linked ? styles['linked'] : undefined}>
              {columns.map((column) => (
                <td key={column.key} role="cell" className={alignment(column)} data-label={column.title || undefined}>
                  {column.render(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {more ? (
        <div className={styles['more']}>
          <Button onClick={() => void more.load()} loading={more.loading}>
            {t('state.loadMore')}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function alignment(column: { align?: 'end' }): string | undefined {
  return column.align === 'end' ? styles['end'] : undefined;
}

export function TableSkeleton({ columns, rows = 8 }: { columns: number; rows?: number }) {
  return (
    <table className={styles['table']} aria-hidden="true">
      <tbody>
        {Array.from({ length: rows }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a skeleton are all alike
          <tr key={row}>
            {Array.from({ length: columns }, (_, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: cells of a skeleton are all alike
              <td key={column}>
                <Skeleton width={column === 0 ? '70%' : '45%'} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
