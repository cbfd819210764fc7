import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CompanyListItem } from '#contracts/api/company.ts';
import { useFormat } from '../shared/format.ts';
import { type Column, DataTable } from '../shared/ui/data-table.tsx';
import { RelativeTime } from '../shared/ui/relative-time.tsx';

interface CompanyTableProps {
  readonly companies: readonly CompanyListItem[];
  readonly currency: string | undefined;
  readonly more: { readonly load: () => unknown; readonly loading: boolean } | undefined;
}

export function CompanyTable({ companies, currency, more }: CompanyTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: Column<CompanyListItem>[] = [
    {
      key: 'name',
      title: t('companies.name'),
      render: ({ id, name }) => (
        <Link to="/companies/$id" params={{ id }}>
          <strong style={{ fontWeight: 500 }}>{name}</strong>
          {name === id ? null : <span className="small faint mono"> {id}</span>}
        </Link>
      ),
    },
    { key: 'members', title: t('companies.members'), align: 'end', render: ({ members }) => format.number(members) },
    { key: 'orders', title: t('companies.orders'), align: 'end', render: ({ orders }) => format.number(orders) },
    { key: 'value', title: t('companies.value'), align: 'end', render: ({ value }) => format.money(value, currency) },
    {
      key: 'changed',
      title: t('companies.changed'),
      align: 'end',
      render: ({ changedAt }) => <RelativeTime at={changedAt} />,
    },
  ];
  return (
    <DataTable
      label={t('navigation.companies')}
      columns={columns}
      rows={companies}
      rowKey={({ id }) => id}
      linked
      more={more}
    />
  );
}
