import InputNumber from 'antd/es/input-number';
import { useTranslation } from 'react-i18next';
import type { NodeFormProps } from '#admin/journeys/nodes/node-card.ts';
import { Field } from '#admin/shared/ui/field.tsx';

export function LoopForm({ node, onChange }: NodeFormProps<'loop'>) {
  const { t } = useTranslation();
  return (
    <Field label={t('nodeForm.times')} hint={t('nodeForm.timesHint')}>
      {(control) => (
        <InputNumber
          {...control}
          min={1}
          max={100}
          precision={0}
          value={node.times}
          onChange={(times) => onChange({ ...node, times: times ?? 1 })}
        />
      )}
    </Field>
  );
}
