import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import type { NodeFormProps } from '#admin/journeys/nodes/node-card.ts';
import { Field } from '#admin/shared/ui/field.tsx';
import { type LifecycleStage, lifecycleStages } from '#contracts/lifecycle.ts';

/** A choice of this name stands for none: the rules decide. */
const byRules = 'by_rules';

export function UpdateStageForm({ node, onChange }: NodeFormProps<'update_stage'>) {
  const { t } = useTranslation();
  return (
    <Field
      label={t('attributes.stageTitle')}
      hint={node.stage === null ? t('nodeForm.stageByRulesHint') : t('nodeForm.stageHint')}
    >
      {(control) => (
        <Select<LifecycleStage | typeof byRules>
          {...control}
          value={node.stage ?? byRules}
          options={[
            ...lifecycleStages.map((value) => ({ value, label: t(`attributes.stage.${value}`) })),
            { value: byRules, label: t('nodeForm.stageByRules') },
          ]}
          onChange={(stage) => onChange({ ...node, stage: stage === byRules ? null : stage })}
        />
      )}
    </Field>
  );
}
