import { Link } from '@tanstack/react-router';
import Checkbox from 'antd/es/checkbox';
import { useTranslation } from 'react-i18next';
import type { ProfileListItem } from '#contracts/api/profile.ts';
import { useFormat } from '../../shared/format.ts';
import { type Column, DataTable } from '../../shared/ui/data-table.tsx';
import { RelativeTime } from '../../shared/ui/relative-time.tsx';
import { useMayChange } from '../../sign-in/use-may-change.ts';
import { personName } from '../person-name.ts';

interface ProfileTableProps {
  readonly profiles: readonly ProfileListItem[];
  /** Where people can be chosen, those who are, by id. */
  readonly selection?: {
    readonly selected: ReadonlySet<string>;
    readonly onSelect: (selected: ReadonlySet<string>) => void;
  };
  readonly more: { readonly load: () => unknown; readonly loading: boolean } | undefined;
}

export function ProfileTable({ profiles, more, selection }: ProfileTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const mayChange = useMayChange();
  const columns: Column<ProfileListItem>[] = [
    {
      key: 'name',
      title: t('profiles.name'),
      render: (profile) => (
        <span className="row">
          {mayChange && selection ? <SelectPerson id={profile.id} name={personName(profile)} {...selection} /> : null}
          <Link to="/profiles/$id" params={{ id: profile.id }}>
            <strong style={{ fontWeight: 500 }}>{personName(profile)}</strong>
          </Link>
        </span>
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

/** As many as one order about them may name. */
const selectedAtMost = 500;

interface SelectPersonProps extends NonNullable<ProfileTableProps['selection']> {
  readonly id: string;
  readonly name: string;
}

function SelectPerson({ id, name, selected, onSelect }: SelectPersonProps) {
  const { t } = useTranslation();
  const isSelected = selected.has(id);
  return (
    <Checkbox
      aria-label={t('attributes.select', { name })}
      style={{ position: 'relative', zIndex: 2 }}
      checked={isSelected}
      disabled={!isSelected && selected.size >= selectedAtMost}
      onChange={() => {
        const next = new Set(selected);
        if (!next.delete(id)) next.add(id);
        onSelect(next);
      }}
    />
  );
}
