import { useTranslation } from 'react-i18next';
import { DurationInput } from '../../../shared/ui/duration-input.tsx';
import { Field } from '../../../shared/ui/field.tsx';
import type { NodeFormProps } from '../node-view.ts';

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
