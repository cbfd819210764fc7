import { getRouteApi, useNavigate } from '@tanstack/react-router';
import Button from 'antd/es/button';
import Select from 'antd/es/select';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { companySorts } from '#contracts/api/company.ts';
import { Icon } from '../shared/ui/icon.tsx';
import { ListSection } from '../shared/ui/list-section.tsx';
import { Page } from '../shared/ui/page.tsx';
import { SearchInput } from '../shared/ui/search-input.tsx';
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
      <ListSection
        query={{ ...query, data: query.data?.items }}
        columns={5}
        onClear={search ? () => void navigate({ search: sort ? { sort } : {} }) : undefined}
        empty={{
          icon: 'companies',
          title: t('companies.empty.title'),
          text: t('companies.empty.text'),
          actions: add,
        }}
      >
        {(companies) => <CompanyTable companies={companies} currency={query.data?.currency} more={moreOf(query)} />}
      </ListSection>
      {adding ? <NewCompanyDialog onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}
