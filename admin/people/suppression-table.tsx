import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SuppressionEntry } from '#contracts/api/consent.ts';
import { api } from '../shared/api.ts';
import { useFeedback } from '../shared/feedback/feedback-context.ts';
import { type Column, DataTable } from '../shared/ui/data-table.tsx';
import { DeleteButton } from '../shared/ui/delete-button.tsx';
import { ChannelMark } from '../shared/ui/marks.tsx';
import { RelativeTime } from '../shared/ui/relative-time.tsx';
import { suppressionsKey } from './use-suppressions-query.ts';

interface SuppressionTableProps {
  readonly entries: readonly SuppressionEntry[];
  readonly more: { readonly load: () => unknown; readonly loading: boolean } | undefined;
}

export function SuppressionTable({ entries, more }: SuppressionTableProps) {
  const { t } = useTranslation();
  const columns: Column<SuppressionEntry>[] = [
    {
      key: 'address',
      title: t('suppressions.address'),
      render: ({ address, hash }) =>
        address ?? (
          <span className="soft">
            {t('suppressions.hashed')} <code className="mono">{hash.slice(0, 12)}…</code>
          </span>
        ),
    },
    { key: 'channel', title: t('suppressions.channel'), render: ({ channel }) => <ChannelMark channel={channel} /> },
    {
      key: 'reason',
      title: t('suppressions.reason'),
      render: ({ reason, note }) => (
        <>
          {t(`suppressions.reasons.${reason}`)}
          {note === '' ? null : <span className="small faint"> · {note}</span>}
        </>
      ),
    },
    {
      key: 'by',
      title: t('suppressions.by'),
      render: ({ addedBy }) => addedBy || <span className="soft">{t('suppressions.byItself')}</span>,
    },
    {
      key: 'added',
      title: t('suppressions.added'),
      align: 'end',
      render: ({ addedAt }) => <RelativeTime at={addedAt} />,
    },
    { key: 'remove', title: '', align: 'end', render: (entry) => <RemoveButton entry={entry} /> },
  ];
  return (
    <DataTable
      label={t('navigation.suppressions')}
      columns={columns}
      rows={entries}
      rowKey={({ channel, hash }) => `${channel}:${hash}`}
      more={more}
    />
  );
}

function RemoveButton({ entry: { channel, hash, address } }: { entry: SuppressionEntry }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { tell } = useFeedback();
  const remove = useMutation({
    mutationFn: () => api.delete(`/suppressions/${channel}/${hash}`),
    onSuccess: () => client.invalidateQueries({ queryKey: suppressionsKey }),
    onError: (error) => tell(error.message, 'failed'),
  });
  return (
    <DeleteButton
      label={t('suppressions.remove', { address: address ?? `${hash.slice(0, 12)}…` })}
      consequence={t('suppressions.removeConsequence')}
      agree={t('suppressions.removeAgree')}
      onDelete={() => remove.mutate()}
    />
  );
}
