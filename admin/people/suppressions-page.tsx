import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import Button from 'antd/es/button';
import Select from 'antd/es/select';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { suppressionReasons } from '#contracts/consent/consent.ts';
import { Icon } from '../shared/ui/icon.tsx';
import { ListSection } from '../shared/ui/list-section.tsx';
import { Page } from '../shared/ui/page.tsx';
import { SearchInput } from '../shared/ui/search-input.tsx';
import { moreOf } from '../shared/use-list-query.ts';
import { useMayChange } from '../sign-in/use-may-change.ts';
import { SuppressionDialog } from './suppression-dialog.tsx';
import { SuppressionTable } from './suppression-table.tsx';
import { suppressedChannels, suppressionTotalQuery, useSuppressionsQuery } from './use-suppressions-query.ts';

const route = getRouteApi('/layout/suppressions');

/** The addresses that must never be used again, whoever has them. */
export function SuppressionsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/suppressions' });
  const filters = route.useSearch();
  const reason = suppressionReasons.find((one) => one === filters.cause);
  const query = useSuppressionsQuery({ search: filters.search, channel: filters.channel, reason });
  const total = useQuery(suppressionTotalQuery);
  const mayChange = useMayChange();
  const [adding, setAdding] = useState(false);
  const filtered = Object.values(filters).some((value) => value !== undefined);
  const set = (change: Partial<typeof filters>) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });

  const add = mayChange ? (
    <Button type="primary" icon={<Icon name="plus" size={14} />} onClick={() => setAdding(true)}>
      {t('suppressions.add')}
    </Button>
  ) : null;
  return (
    <Page
      title={t('navigation.suppressions')}
      question={t('suppressions.question')}
      actions={
        mayChange ? (
          <>
            <Button href="/api/v1/suppressions/export" download>
              {t('suppressions.export')}
            </Button>
            {add}
          </>
        ) : undefined
      }
    >
      <div className="row wrap">
        <SearchInput
          label={t('suppressions.search')}
          value={filters.search ?? ''}
          onSearch={(text) => set({ search: text || undefined })}
        />
        <Select
          aria-label={t('suppressions.channel')}
          style={{ minWidth: 144 }}
          value={filters.channel ?? 'all'}
          options={[
            { value: 'all', label: t('suppressions.anyChannel') },
            ...suppressedChannels.map((value) => ({ value, label: t(`channel.${value}`) })),
          ]}
          onChange={(value) => set({ channel: suppressedChannels.find((one) => one === value) })}
        />
        <Select
          aria-label={t('suppressions.reason')}
          style={{ minWidth: 176 }}
          value={reason ?? 'all'}
          options={[
            { value: 'all', label: t('suppressions.anyReason') },
            ...suppressionReasons.map((value) => ({ value, label: t(`suppressions.reasons.${value}`) })),
          ]}
          onChange={(value) => set({ cause: suppressionReasons.find((one) => one === value) })}
        />
        {total.data === undefined ? null : (
          <span className="soft number">{t('suppressions.total', { count: total.data.total })}</span>
        )}
      </div>
      <ListSection
        query={query}
        columns={5}
        onClear={filtered ? () => void navigate({ search: {} }) : undefined}
        empty={{
          icon: 'held',
          title: t('suppressions.empty.title'),
          text: t('suppressions.empty.text'),
          actions: add,
        }}
      >
        {(entries) => <SuppressionTable entries={entries} more={moreOf(query)} />}
      </ListSection>
      {adding ? <SuppressionDialog onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}
