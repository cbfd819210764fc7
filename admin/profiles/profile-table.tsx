import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ProfileListItem } from '#contracts/api/profile.ts';
import { useFormat } from '../shared/format.ts';
import { type Column, DataTable } from '../shared/ui/data-table.tsx';
import { RelativeTime } from '../shared/ui/relative-time.tsx';
import { personName } from './person-name.ts';

interface ProfileTableProps {
  readonly profiles: readonly ProfileListItem[];
  readonly more: { readonly load: () => unknown; readonly loading: boolean } | undefined;
}

export function ProfileTable({ profiles, more }: ProfileTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: Column<ProfileListItem>[] = [
    {
      key: 'name',
      title: t('profiles.name'),
      render: (profile) => (
        <Link to="/profiles/$id" params={{ id: profile.id }}>
          <strong style={{ fontWeight: 500 }}>{personName(profile)}</strong>
        </Link>
      ),
    },
    { key: 'email', title: t('identity.email'), render: (profile) => profile.email },
    { key: 'phone', title: t('identity.phone'), render: (profile) => profile.phone },
    { key: 'lastSeen', title: t('profiles.lastSeen'), render: (profile) => <RelativeTime at={profile.lastSeenAt} /> },
    { key: 'orders', title: t('profiles.orders'), align: 'end', render: (profile) => format.number(profile.orders) },
    { key: 'value', title: t('profiles.value'), align: 'end', render: (profile) => format.money(profile.value) },
  ];
  return (
    <DataTable
      label={t('navigation.profiles')}
      columns={columns}
      rows={profiles}
      rowKey={(profile) => profile.id}
      linked
      more={more}
    />
  );
}
