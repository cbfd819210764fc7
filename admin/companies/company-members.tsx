import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import Select from 'antd/es/select';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CompanyMember } from '#contracts/api/company.ts';
import { profileList } from '#contracts/api/profile.ts';
import { personName } from '../profiles/person-name.ts';
import { api } from '../shared/api.ts';
import { useFeedback } from '../shared/feedback/feedback-context.ts';
import { useFormat } from '../shared/format.ts';
import { type Column, DataTable, TableSkeleton } from '../shared/ui/data-table.tsx';
import { DeleteButton } from '../shared/ui/delete-button.tsx';
import { Section } from '../shared/ui/page.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { useDebounced } from '../shared/use-debounced.ts';
import { moreOf } from '../shared/use-list-query.ts';
import { useMayChange } from '../sign-in/use-may-change.ts';
import { useChangeMember, useCompanyMembersQuery } from './company-queries.ts';

export function CompanyMembers({ id }: { id: string }) {
  const { t } = useTranslation();
  const query = useCompanyMembersQuery(id);
  const mayChange = useMayChange();
  return (
    <Section title={t('companies.members')} extra={mayChange ? <AddMember id={id} /> : null} flush>
      <QueryView query={query} skeleton={<TableSkeleton columns={4} rows={3} />}>
        {(members) =>
          members.length > 0 ? (
            <MemberTable id={id} members={members} more={moreOf(query)} />
          ) : (
            <p className="soft" style={{ padding: 16 }}>
              {t('companies.noMembers')}
            </p>
          )
        }
      </QueryView>
    </Section>
  );
}

interface MemberTableProps {
  readonly id: string;
  readonly members: readonly CompanyMember[];
  readonly more: { readonly load: () => unknown; readonly loading: boolean } | undefined;
}

function MemberTable({ id, members, more }: MemberTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { tell } = useFeedback();
  const change = useChangeMember(id);
  const mayChange = useMayChange();
  const columns: Column<CompanyMember>[] = [
    {
      key: 'name',
      title: t('companies.person'),
      render: (member) => (
        <Link className="link" to="/profiles/$id" params={{ id: member.id }}>
          {personName(member)}
        </Link>
      ),
    },
    { key: 'since', title: t('companies.since'), render: ({ since }) => format.date(since) },
    { key: 'orders', title: t('companies.orders'), align: 'end', render: ({ orders }) => format.number(orders) },
    { key: 'value', title: t('companies.value'), align: 'end', render: ({ value }) => format.money(value) },
    ...(mayChange
      ? [
          {
            key: 'leave',
            title: '',
            align: 'end' as const,
            width: 48,
            render: (member: CompanyMember) => (
              <DeleteButton
                label={t('companies.leave', { name: personName(member) })}
                consequence={t('companies.leaveConsequence')}
                agree={t('action.remove')}
                onDelete={() =>
                  change.mutate(
                    { profile: member.id, is: 'none' },
                    { onError: (error) => tell(error.message, 'failed') },
                  )
                }
              />
            ),
          },
        ]
      : []),
  ];
  return (
    <DataTable
      label={t('companies.members')}
      columns={columns}
      rows={members}
      rowKey={(member) => member.id}
      more={more}
    />
  );
}

function AddMember({ id }: { id: string }) {
  const { t } = useTranslation();
  const { tell } = useFeedback();
  const change = useChangeMember(id);
  const [text, setText] = useState('');
  const settled = useDebounced(text, 250).trim();
  const found = useQuery({
    queryKey: ['profiles', 'palette', settled],
    queryFn: ({ signal }) => api.get('/profiles', profileList, { query: { search: settled, limit: 6 }, signal }),
    enabled: settled !== '',
  });
  const people = settled === '' ? [] : (found.data?.items ?? []);
  return (
    <Select
      aria-label={t('companies.addMember')}
      placeholder={t('companies.addMember')}
      style={{ width: 200 }}
      value={null}
      loading={change.isPending || found.isFetching}
      showSearch={{ filterOption: false, onSearch: setText, searchValue: text }}
      notFoundContent={settled === '' ? t('companies.searchPerson') : t('state.noMatchTitle')}
      options={people.map((person) => ({ value: person.id, label: personName(person) }))}
      onChange={(profile: string | null) => {
        if (profile === null) return;
        setText('');
        change.mutate({ profile, is: 'member' }, { onError: (error) => tell(error.message, 'failed') });
      }}
    />
  );
}
