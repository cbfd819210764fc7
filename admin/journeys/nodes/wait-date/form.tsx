import { useTranslation } from 'react-i18next';
import { Field } from '../../../shared/ui/field.tsx';
import { DateRuleFields } from '../../fields/date-rule-fields.tsx';
import { ValueInput } from '../../fields/value-input.tsx';
import type { NodeFormProps } from '../node-view.ts';

export function WaitDateForm({ node, definition, onChange }: NodeFormProps<'wait_date'>) {
  const { t } = useTranslation();
  return (
    <>
      <Field label={t('nodeForm.date')} hint={t('nodeForm.dateHint')}>
        {() => (
          <ValueInput
            value={node.date}
            definition={definition}
            sources={['trait', 'event', 'run', 'constant']}
            onChange={(date) => onChange({ ...node, date })}
          />
        )}
      </Field>
      <DateRuleFields rule={node} onChange={(rule) => onChange({ ...node, ...rule })} />
    </>
  );
}
