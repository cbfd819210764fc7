import InputNumber from 'antd/es/input-number';
import { useTranslation } from 'react-i18next';
import type { NodeFormProps } from '#admin/journeys/nodes/node-card.ts';
import { Field } from '#admin/shared/ui/field.tsx';

export function CohortForm({ node, onChange }: NodeFormProps<'cohort'>) {
  const { t } = useTranslation();
  return (
    <Field label={t('nodeForm.share')} hint={t('nodeForm.shareHint')}>
      {(control) => (
        <InputNumber
          {...control}
          min={0}
          max={100}
          suffix="%"
          value={node.percent}
          onChange={(percent) => onChange({ ...node, percent: percent ?? 0 })}
        />
      )}
    </Field>
  );
}
