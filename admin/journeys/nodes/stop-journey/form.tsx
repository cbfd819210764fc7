import { useTranslation } from 'react-i18next';
import { Field } from '../../../shared/ui/field.tsx';
import { JourneySelect } from '../../fields/definition-select.tsx';
import type { NodeFormProps } from '../node-view.ts';

export function StopJourneyForm({ node, definition, onChange }: NodeFormProps<'stop_journey'>) {
  const { t } = useTranslation();
  return (
    <Field label={t('journeys.journey')} hint={t('nodeForm.stopJourneyHint')}>
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
