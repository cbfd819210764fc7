import { useTranslation } from 'react-i18next';
import { DateRuleFields } from '#admin/journeys/fields/date-rule-fields.tsx';
import { ValueInput } from '#admin/journeys/fields/value-input.tsx';
import type { NodeFormProps } from '#admin/journeys/nodes/node-card.ts';
import { Field } from '#admin/shared/ui/field.tsx';

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
