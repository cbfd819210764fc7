import { useTranslation } from 'react-i18next';
import { Field } from '../../../shared/ui/field.tsx';
import { JourneySelect } from '../../fields/definition-select.tsx';
import type { NodeFormProps } from '../node-view.ts';

export function StartJourneyForm({ node, definition, onChange }: NodeFormProps<'start_journey'>) {
  const { t } = useTranslation();
  return (
    <Field label={t('journeys.journey')} hint={t('nodeForm.startJourneyHint')}>
      {(control) => (
        <JourneySelect
          id={control.id}
          value={node.journey}
          except={definition.id}
          onChange={(journey) => onChange({ ...node, journey })}
        />
      )}
    </Field>
  );
}
