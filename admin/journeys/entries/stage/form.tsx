import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import { lifecycleStages } from '#contracts/lifecycle.ts';
import { Field } from '../../../shared/ui/field.tsx';
import type { EntryFormProps } from '../entry-view.ts';

export function StageForm({ entry, onChange }: EntryFormProps<'stage'>) {
  const { t } = useTranslation();
  return (
    <Field label={t('attributes.stageTitle')}>
      {(control) => (
        <Select
          {...control}
          value={entry.stage}
          options={lifecycleStages.map((value) => ({ value, label: t(`attributes.stage.${value}`) }))}
          onChange={(stage) => onChange({ ...entry, stage })}
        />
      )}
    </Field>
  );
}
