import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import Button from 'antd/es/button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CreateKeyRequest, KeyList } from '#contracts/api/key.ts';
import { api } from '../../shared/api.ts';
import { useFeedback } from '../../shared/feedback/feedback-context.ts';
import { useFormat } from '../../shared/format.ts';
import { type Column, DataTable, TableSkeleton } from '../../shared/ui/data-table.tsx';
import { DeleteButton } from '../../shared/ui/delete-button.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { Section } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { RelativeTime } from '../../shared/ui/relative-time.tsx';
import { ErrorState } from '../../shared/ui/state.tsx';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import { keysQuery } from '../use-settings-queries.ts';
import { CreateKeyDialog } from './create-key-dialog.tsx';
import { KeyLimit } from './key-limit.tsx';

type WriteKey = KeyList['writeKeys'][number];
type ApiKey = KeyList['apiKeys'][number];

export function KeysForm() {
  const { t } = useTranslation();
  const query = useQuery(keysQuery);
  const mayChange = useMayChange();
  const [creating, setCreating] = useState<CreateKeyRequest['kind']>();
  const add = (kind: CreateKeyRequest['kind']) => (
    <Button size="small" icon={<Icon name="plus" size={14} />} onClick={() => setCreating(kind)}>
      {t('keys.create')}
    </Button>
  );
  if (!mayChange && query.error) return <ErrorState error={query.error} />;
  return (
    <>
      <Section title={t('keys.write')} note={t('keys.writeNote')} extra={add('write')} flush>
        <QueryView query={query} skeleton={<TableSkeleton columns={3} rows={2} />}>
          {({ writeKeys }) => <WriteKeyTable keys={writeKeys} />}
        </QueryView>
      </Section>
      <Section title={t('keys.api')} note={t('keys.apiNote')} extra={add('api')} flush>
        <QueryView query={query} skeleton={<TableSkeleton columns={3} rows={2} />}>
          {({ apiKeys }) => <ApiKeyTable keys={apiKeys} />}
        </QueryView>
      </Section>
      {creating ? <CreateKeyDialog kind={creating} onClose={() => setCreating(undefined)} /> : null}
    </>
  );
}

function WriteKeyTable({ keys }: { keys: readonly WriteKey[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: Column<WriteKey>[] = [
    { key: 'name', title: t('keys.name'), render: (key) => key.name },
    { key: 'key', title: t('keys.key'), render: (key) => <code className="mono">{key.key}</code> },
    {
      key: 'limit',
      title: t('keys.limit'),
      render: (key) => <KeyLimit id={key.id} name={key.name} eventsPerSecond={key.eventsPerSecond} />,
    },
    {
      key: 'refused',
      title: t('keys.refused'),
      render: ({ refused }) =>
        refused === null ? (
          <span className="faint">{t('keys.noneRefused')}</span>
        ) : (
          <>
            <span className="number">{format.number(refused.events)}</span>{' '}
            <span className="faint small">
              <RelativeTime at={refused.lastAt} />
            </span>
          </>
        ),
    },
    { key: 'created', title: t('keys.created'), render: (key) => format.date(key.createdAt) },
    {
      key: 'revoke',
      title: '',
      align: 'end',
      render: (key) => <RevokeButton id={key.id} name={key.name} consequence={t('keys.revokeWrite')} />,
    },
  ];
  return <DataTable label={t('keys.write')} columns={columns} rows={keys} rowKey={(key) => key.id} />;
}

function ApiKeyTable({ keys }: { keys: readonly ApiKey[] }) {
  const { t } = useTranslation();
  const columns: Column<ApiKey>[] = [
    { key: 'name', title: t('keys.name'), render: (key) => key.name },
    { key: 'key', title: t('keys.key'), render: (key) => <code className="mono">{key.prefix}…</code> },
    { key: 'role', title: t('keys.role'), render: (key) => t(`role.${key.role}`) },
    {
      key: 'used',
      title: t('keys.lastUsed'),
      render: (key) => (key.lastUsedAt ? <RelativeTime at={key.lastUsedAt} /> : t('keys.neverUsed')),
    },
    {
      key: 'revoke',
      title: '',
      align: 'end',
      render: (key) => <RevokeButton id={key.id} name={key.name} consequence={t('keys.revokeApi')} />,
    },
  ];
  return <DataTable label={t('keys.api')} columns={columns} rows={keys} rowKey={(key) => key.id} />;
}

function RevokeButton({ id, name, consequence }: { id: string; name: string; consequence: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { tell } = useFeedback();
  const revoke = useMutation({
    mutationFn: () => api.delete(`/keys/${encodeURIComponent(id)}`),
    onSuccess: () => client.invalidateQueries({ queryKey: keysQuery.queryKey }),
    onError: (error) => tell(error.message, 'failed'),
  });
  return <DeleteButton label={t('keys.revoke', { name })} consequence={consequence} onDelete={() => revoke.mutate()} />;
}
