import Input from 'antd/es/input';
import { useTranslation } from 'react-i18next';
import type { NodeFormProps } from '#admin/journeys/nodes/node-card.ts';
import { Field } from '#admin/shared/ui/field.tsx';

export function GoalForm({ node, onChange }: NodeFormProps<'goal'>) {
  const { t } = useTranslation();
  return (
    <Field label={t('nodeForm.goalName')} hint={t('nodeForm.goalNodeHint')}>
      {(control) => (
        <Input
          {...control}
          maxLength={200}
          value={node.name}
          onChange={(event) => onChange({ ...node, name: event.target.value })}
        />
      )}
    </Field>
  );
}
