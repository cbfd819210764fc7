import InputNumber from 'antd/es/input-number';
import { useTranslation } from 'react-i18next';
import { Field } from '../../../shared/ui/field.tsx';
import type { NodeFormProps } from '../node-view.ts';

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
