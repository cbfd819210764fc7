import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import type { DefinitionStatus } from '#contracts/api/definition.ts';
import { useFormat } from '../format.ts';
import { SearchInput } from '../ui/search-input.tsx';
import type { DefinitionChoice } from './choose-definitions.ts';

type JourneySort = 'inside' | 'entered' | 'converted' | 'messages' | 'revenue';
type MessageSort = 'sent' | 'heldBack' | 'openRate' | 'clickRate';
export type DefinitionSort = 'changed' | 'name' | 'size' | JourneySort | MessageSort;

interface DefinitionFiltersProps<Own extends DefinitionSort> extends DefinitionChoice<Own> {
  readonly searchLabel: string;
  readonly statuses: readonly (readonly [DefinitionStatus, number])[];
  readonly sorts: readonly Own[];
  readonly onChange: (change: DefinitionChoice<Own>) => void;
}

/** What stands above a list of journeys, segments or messages; the choice itself is kept in the address. */
export function DefinitionFilters<Own extends DefinitionSort>(props: DefinitionFiltersProps<Own>) {
  const { search, inStatus, sort = 'changed', searchLabel, statuses, sorts, onChange } = props;
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className="row wrap">
      <SearchInput
        label={searchLabel}
        value={search ?? ''}
        onSearch={(text) => onChange({ search: text || undefined })}
      />
      <Select
        aria-label={t('definitionList.status')}
        style={{ minWidth: 160 }}
        value={inStatus ?? ''}
        options={[
          { value: '', label: t('definitionList.anyStatus') },
          ...statuses.map(([value, count]) => ({
            value,
            label: t('definitionList.statusCount', { status: t(`status.${value}`), number: format.number(count) }),
          })),
        ]}
        onChange={(value) => onChange({ inStatus: value || undefined })}
      />
      <Select
        aria-label={t('definitionList.sort')}
        style={{ minWidth: 184 }}
        value={sort}
        options={sorts.map((value) => ({ value, label: t(`definitionList.sortBy.${value}`) }))}
        onChange={(value) => onChange({ sort: value === 'changed' ? undefined : (value as Own) })}
      />
    </div>
  );
}
