import { useTranslation } from 'react-i18next';
import { SuggestInput } from '../../../shared/conditions/parts/suggest-input.tsx';
import { useCatalog } from '../../../shared/conditions/use-catalog.ts';
import { useNames } from '../../../shared/names/use-names.ts';
import { Field } from '../../../shared/ui/field.tsx';
import { DateRuleFields } from '../../fields/date-rule-fields.tsx';
import type { EntryFormProps } from '../entry-view.ts';

export function DateForm({ entry, onChange }: EntryFormProps<'date'>) {
  const { t } = useTranslation();
  const { traits } = useCatalog();
  const names = useNames();
  return (
    <>
      <Field label={t('nodeForm.dateTrait')} hint={t('nodeForm.dateTraitHint')}>
        {() => (
          <SuggestInput
            label={t('nodeForm.trait')}
            width="100%"
            value={entry.trait}
            suggestions={traits.map(({ name }) => name)}
            nameOf={names.trait}
            onChange={(trait) => onChange({ ...entry, trait })}
          />
        )}
      </Field>
      <DateRuleFields rule={entry} onChange={(rule) => onChange({ ...entry, ...rule })} />
    </>
  );
}
