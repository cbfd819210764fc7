import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import Button from 'antd/es/button';
import { useTranslation } from 'react-i18next';
import type { PeopleList } from '#contracts/api/people-list.ts';
import { api } from '../shared/api.ts';
import { useFeedback } from '../shared/feedback/feedback-context.ts';
import { useFormat } from '../shared/format.ts';
import { type Column, DataTable } from '../shared/ui/data-table.tsx';
import { DeleteButton } from '../shared/ui/delete-button.tsx';
import { RelativeTime } from '../shared/ui/relative-time.tsx';
import { useMayChange } from '../sign-in/use-may-change.ts';
import type { ListToChange } from './list-people-dialog.tsx';
import { listsKey } from './list-queries.ts';

interface ListTableProps {
  readonly lists: readonly PeopleList[];
  readonly onChange: (change: ListToChange) => void;
}

export function ListTable({ lists, onChange }: ListTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const { tell } = useFeedback();
  const mayChange = useMayChange();
  const remove = useMutation({
    mutationFn: (id: string) => api.delete(`/lists/${encodeURIComponent(id)}`),
    onSuccess: () => client.invalidateQueries({ queryKey: listsKey }),
    onError: (error) => tell(error.message, 'failed'),
  });
  const columns: Column<PeopleList>[] = [
    {
      key: 'name',
      title: t('lists.name'),
      render: (list) => (
        <span>
          <strong style={{ fontWeight: 500 }}>{list.name}</strong>
          <span className="small faint" style={{ display: 'block' }}>
            {list.description || t('lists.createdBy', { name: list.createdBy })}
          </span>
        </span>
      ),
    },
    {
      key: 'size',
      title: t('lists.size'),
      align: 'end',
      render: (list) => (
        <Link className="link" to="/profiles" search={{ list: list.id }}>
          {format.number(list.size)}
        </Link>
      ),
    },
    { key: 'updated', title: t('lists.updated'), align: 'end', render: (list) => <RelativeTime at={list.updatedAt} /> },
    ...(mayChange
      ? [
          {
            key: 'actions',
            title: '',
            align: 'end' as const,
            render: (list: PeopleList) => (
              <span className="row" style={{ justifyContent: 'flex-end', gap: 4 }}>
                <Button size="small" onClick={() => onChange({ list, change: 'add' })}>
                  {t('lists.add')}
                </Button>
                <Button size="small" type="text" onClick={() => onChange({ list, change: 'remove' })}>
                  {t('lists.remove')}
                </Button>
                <DeleteButton
                  label={t('lists.delete', { name: list.name })}
                  consequence={t('lists.deleteConsequence', { count: list.size, size: format.number(list.size) })}
                  onDelete={() => remove.mutate(list.id)}
                />
              </span>
            ),
          },
        ]
      : []),
  ];
  return <DataTable label={t('lists.title')} columns={columns} rows={lists} rowKey={(one) => one.id} />;
}
