import InputNumber from 'antd/es/input-number';
import { useTranslation } from 'react-i18next';
import type { NodeFormProps } from '#admin/journeys/nodes/node-card.ts';
import { Field } from '#admin/shared/ui/field.tsx';
import { mostPointsAtOnce } from '#contracts/lead-score.ts';

export function UpdateScoreForm({ node, onChange }: NodeFormProps<'update_score'>) {
  const { t } = useTranslation();
  return (
    <Field label={t('nodeForm.scorePoints')} hint={t('nodeForm.scorePointsHint')}>
      {(control) => (
        <InputNumber
          {...control}
          min={-mostPointsAtOnce}
          max={mostPointsAtOnce}
          precision={0}
          value={node.points}
          onChange={(points) => {
            // No points are no step: while the field is empty or 0 those from before stay.
            if (points) onChange({ ...node, points });
          }}
        />
      )}
    </Field>
  );
}
