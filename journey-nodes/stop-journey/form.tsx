import { useTranslation } from 'react-i18next';
import { JourneySelect } from '#admin/journeys/fields/definition-select.tsx';
import type { NodeFormProps } from '#admin/journeys/nodes/node-card.ts';
import { Field } from '#admin/shared/ui/field.tsx';

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
