import { getRouteApi, useNavigate } from '@tanstack/react-router';
import Button from 'antd/es/button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TableSkeleton } from '../../shared/ui/data-table.tsx';
import { ExportButton } from '../../shared/ui/export-button.tsx';
import { Page, Section } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { SearchInput } from '../../shared/ui/search-input.tsx';
import { EmptyState } from '../../shared/ui/state.tsx';
import { moreOf } from '../../shared/use-list-query.ts';
import { TagManyButton } from '../attributes/tag-many-button.tsx';
import { LifecycleStrip } from '../lifecycle-strip.tsx';
import { ProfileFilters } from './profile-filters.tsx';
import { ProfileTable } from './profile-table.tsx';
import { useProfilesQuery } from './use-profiles-query.ts';

const route = getRouteApi('/layout/profiles');

export function ProfilesPage() {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/profiles' });
  const filters = route.useSearch();
  const query = useProfilesQuery(filters);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const clear = () => setSelected(new Set());
  const filtered = Object.values(filters).some((value) => value !== undefined);

  return (
    <Page
      title={t('navigation.profiles')}
      question={t('profiles.question')}
      actions={<ExportButton list="people" filters={filters} />}
    >
      <LifecycleStrip segment={filters.segment} />
      <div className="row wrap">
        <SearchInput
          label={t('profiles.search')}
          value={filters.search ?? ''}
          onSearch={(text) =>
            void navigate({ search: (before) => ({ ...before, search: text || undefined }), replace: true })
          }
        />
        <ProfileFilters filters={filters} />
        {selected.size > 0 ? (
          <>
            <TagManyButton whom={{ profiles: [...selected] }} onDone={clear} />
            <Button type="text" onClick={clear}>
              {t('attributes.clearSelection')}
            </Button>
          </>
        ) : filters.segment && !filters.search && !filters.journey ? (
          <TagManyButton whom={{ segment: filters.segment }} />
        ) : null}
      </div>
      <Section flush>
        <QueryView query={query} skeleton={<TableSkeleton columns={5} />}>
          {(profiles) =>
            profiles.length > 0 ? (
              <ProfileTable profiles={profiles} more={moreOf(query)} selection={{ selected, onSelect: setSelected }} />
            ) : (
              <EmptyState
                icon="profiles"
                title={filtered ? t('state.noMatchTitle') : t('profiles.empty.title')}
                text={filtered ? t('profiles.noMatch') : t('profiles.empty.text')}
              />
            )
          }
        </QueryView>
      </Section>
    </Page>
  );
}
