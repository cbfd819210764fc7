import { getRouteApi, useNavigate } from '@tanstack/react-router';
import Button from 'antd/es/button';
import Select from 'antd/es/select';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { companySorts } from '#contracts/api/company.ts';
import { TableSkeleton } from '../shared/ui/data-table.tsx';
import { Icon } from '../shared/ui/icon.tsx';
import { Page, Section } from '../shared/ui/page.tsx';
import { QueryView } from '../shared/ui/query-view.tsx';
import { SearchInput } from '../shared/ui/search-input.tsx';
import { EmptyState } from '../shared/ui/state.tsx';
import { moreOf } from '../shared/use-list-query.ts';
import { useMayChange } from '../sign-in/use-may-change.ts';
import { useCompaniesQuery } from './company-queries.ts';
import { CompanyTable } from './company-table.tsx';
import { NewCompanyDialog } from './new-company-dialog.tsx';

const route = getRouteApi('/layout/companies');

/** Which companies stand behind the people, and what they are worth. */
export function CompaniesPage() {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/companies' });
  const { search, sort } = route.useSearch();
  const query = useCompaniesQuery({ search, sort });
  const mayChange = useMayChange();
  const [adding, setAdding] = useState(false);
  const add = mayChange ? (
    <Button type="primary" icon={<Icon name="plus" size={14} />} onClick={() => setAdding(true)}>
      {t('companies.add')}
    </Button>
  ) : null;
  return (
    <Page title={t('navigation.companies')} question={t('companies.question')} actions={add}>
      <div className="row wrap">
        <SearchInput
          label={t('companies.search')}
          value={search ?? ''}
          onSearch={(text) =>
            void navigate({ search: (before) => ({ ...before, search: text || undefined }), replace: true })
          }
        />
        <Select
          aria-label={t('companies.sort')}
          style={{ minWidth: 176 }}
          value={sort ?? 'changed'}
          options={companySorts.map((value) => ({ value, label: t(`companies.sorts.${value}`) }))}
          onChange={(value) =>
            void navigate({
              search: (before) => ({ ...before, sort: value === 'changed' ? undefined : value }),
              replace: true,
            })
          }
        />
      </div>
      <Section flush>
        <QueryView query={query} skeleton={<TableSkeleton columns={5} />}>
          {({ items, currency }) =>
            items.length > 0 ? (
              <CompanyTable companies={items} currency={currency} more={moreOf(query)} />
            ) : (
              <EmptyState
                icon="companies"
                title={search ? t('state.noMatchTitle') : t('companies.empty.title')}
                text={search ? t('state.noMatchText') : t('companies.empty.text')}
                actions={search ? null : add}
              />
            )
          }
        </QueryView>
      </Section>
      {adding ? <NewCompanyDialog onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}
