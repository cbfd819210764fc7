import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import { importList } from '#contracts/api/import.ts';
import { Field } from '../../../shared/ui/field.tsx';
import { useListQuery } from '../../../shared/use-list-query.ts';
import type { EntryFormProps } from '../entry-view.ts';

/** Any import that is asked to start journeys, or one alone. The newest are offered; an older chosen one stays by its id. */
export function ImportForm({ entry, onChange }: EntryFormProps<'import'>) {
  const { t } = useTranslation();
  const imports = useListQuery({ path: '/imports', schema: importList }).data ?? [];
  const older = entry.import !== null && !imports.some(({ id }) => id === entry.import) ? [entry.import] : [];
  return (
    <div className="column" style={{ alignItems: 'stretch' }}>
      <Field label={t('nodeForm.whichImport')} hint={t('nodeForm.importHelp')}>
        {(control) => (
          <Select
            {...control}
            showSearch={{ optionFilterProp: 'label' }}
            value={entry.import ?? ''}
            options={[
              { value: '', label: t('nodeForm.anyImport') },
              ...imports.map(({ id, name }) => ({ value: id, label: name })),
              ...older.map((id) => ({ value: id, label: id })),
            ]}
            onChange={(chosen) => onChange({ ...entry, import: chosen || null })}
          />
        )}
      </Field>
    </div>
  );
}
