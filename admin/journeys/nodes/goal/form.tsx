import Input from 'antd/es/input';
import { useTranslation } from 'react-i18next';
import { Field } from '../../../shared/ui/field.tsx';
import type { NodeFormProps } from '../node-view.ts';

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
