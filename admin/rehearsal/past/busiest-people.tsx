import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { RehearsalCounts } from '#contracts/rehearsal.ts';
import { profileNameQuery } from '../../profiles/profile-name-query.ts';
import { useFormat } from '../../shared/format.ts';
import { type Column, DataTable } from '../../shared/ui/data-table.tsx';
import { Section } from '../../shared/ui/page.tsx';

type Busy = RehearsalCounts['busiest'][number];

/** Whom the journey, together with all others, would have written to most. */
export function BusiestPeople({ busiest }: { busiest: RehearsalCounts['busiest'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (busiest.length === 0) return null;
  const columns: Column<Busy>[] = [
    { key: 'who', title: t('rehearsal.past.person'), render: ({ profile }) => <PersonLink profile={profile} /> },
    {
      key: 'all',
      title: t('rehearsal.past.allMessages'),
      align: 'end',
      render: ({ messages }) => <span className="number">{format.number(messages)}</span>,
    },
    {
      key: 'this',
      title: t('rehearsal.past.fromThis'),
      align: 'end',
      render: ({ ofThis }) => <span className="number">{format.number(ofThis)}</span>,
    },
  ];
  return (
    <Section title={t('rehearsal.past.busiest')} note={t('rehearsal.past.busiestNote')} flush>
      <DataTable
        linked
        label={t('rehearsal.past.busiest')}
        columns={columns}
        rows={busiest}
        rowKey={({ profile }) => profile}
      />
    </Section>
  );
}

function PersonLink({ profile }: { profile: string }) {
  const name = useQuery(profileNameQuery(profile)).data;
  return (
    <Link to="/profiles/$id" params={{ id: profile }}>
      {name ?? profile}
    </Link>
  );
}
