import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import type { DefinitionStatus } from '#contracts/api/definition.ts';
import { useFormat } from '../../shared/format.ts';
import { SearchInput } from '../../shared/ui/search-input.tsx';
import type { JourneyChoice } from './choose-journeys.ts';
import { journeySorts } from './journey-sorts.ts';

interface JourneyFiltersProps extends JourneyChoice {
  readonly statuses: readonly (readonly [DefinitionStatus, number])[];
  readonly onChange: (change: JourneyChoice) => void;
}

export function JourneyFilters({ search, inStatus, sort, statuses, onChange }: JourneyFiltersProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className="row wrap">
      <SearchInput
        label={t('journeys.search')}
        value={search ?? ''}
        onSearch={(text) => onChange({ search: text || undefined })}
      />
      <Select
        aria-label={t('journeys.status')}
        style={{ minWidth: 160 }}
        value={inStatus ?? ''}
        options={[
          { value: '', label: t('journeys.anyStatus') },
          ...statuses.map(([value, count]) => ({
            value,
            label: t('journeys.statusCount', { status: t(`status.${value}`), number: format.number(count) }),
          })),
        ]}
        onChange={(value) => onChange({ inStatus: value || undefined })}
      />
      <Select
        aria-label={t('journeys.sort')}
        style={{ minWidth: 184 }}
        value={sort ?? 'changed'}
        options={journeySorts.map((value) => ({ value, label: t(`journeys.sortBy.${value}`) }))}
        onChange={(value) => onChange({ sort: value === 'changed' ? undefined : value })}
      />
    </div>
  );
}
