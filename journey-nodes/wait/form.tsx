import { useTranslation } from 'react-i18next';
import type { NodeFormProps } from '#admin/journeys/nodes/node-card.ts';
import { DurationInput } from '#admin/shared/ui/duration-input.tsx';
import { Field } from '#admin/shared/ui/field.tsx';

export function WaitForm({ node, onChange }: NodeFormProps<'wait'>) {
  const { t } = useTranslation();
  return (
    <Field label={t('journeys.waitFor')}>
      {(control) => (
        <DurationInput {...control} minutes={node.minutes} onChange={(minutes) => onChange({ ...node, minutes })} />
      )}
    </Field>
  );
}
