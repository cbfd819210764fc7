import InputNumber from 'antd/es/input-number';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import { type ScoreDecay, scoreDecays } from '#contracts/lead-score.ts';
import { Field } from '../shared/ui/field.tsx';
import styles from './lead-score.module.css';
import type { ScorePartProps } from './lead-score-form.tsx';

const blank: { readonly [type in ScoreDecay['type']]: ScoreDecay } = {
  none: { type: 'none' },
  half_life: { type: 'half_life', days: 30 },
  per_period: { type: 'per_period', percent: 25, everyDays: 7 },
};

/** How fast what was done counts for less, and between which numbers the score stays. */
export function ScoreDecayFields({ value, errors, onChange }: ScorePartProps) {
  const { t } = useTranslation();
  const { decay, lowest, highest } = value;
  return (
    <div className={styles['pair']}>
      <Field label={t('leadScore.decay.how')} hint={t(`leadScore.decay.hint.${decay.type}`)}>
        {(control) => (
          <Select
            {...control}
            value={decay.type}
            options={scoreDecays.map((type) => ({ value: type, label: t(`leadScore.decay.${type}`) }))}
            onChange={(type) => onChange({ decay: blank[type] })}
          />
        )}
      </Field>
      <Parameters decay={decay} errors={errors} onChange={(next) => onChange({ decay: next })} />
      <Field label={t('leadScore.lowest')} error={errors['lowest']}>
        {(control) => (
          <InputNumber
            {...control}
            min={-10_000}
            max={0}
            precision={0}
            placeholder={t('leadScore.noBound')}
            value={lowest ?? null}
            onChange={(next) => onChange({ lowest: next ?? undefined })}
          />
        )}
      </Field>
      <Field label={t('leadScore.highest')} error={errors['highest']}>
        {(control) => (
          <InputNumber
            {...control}
            min={1}
            max={10_000}
            precision={0}
            placeholder={t('leadScore.noBound')}
            value={highest ?? null}
            onChange={(next) => onChange({ highest: next ?? undefined })}
          />
        )}
      </Field>
    </div>
  );
}

interface ParametersProps {
  readonly decay: ScoreDecay;
  readonly errors: ScorePartProps['errors'];
  readonly onChange: (decay: ScoreDecay) => void;
}

function Parameters({ decay, errors, onChange }: ParametersProps) {
  const { t } = useTranslation();
  switch (decay.type) {
    case 'none':
      return <span />;
    case 'half_life':
      return (
        <Field label={t('leadScore.decay.days')} error={errors['decay.days']}>
          {(control) => (
            <InputNumber
              {...control}
              min={1}
              max={730}
              precision={0}
              value={decay.days}
              onChange={(days) => onChange({ ...decay, days: days ?? 1 })}
            />
          )}
        </Field>
      );
    case 'per_period':
      return (
        <div className={styles['pair']}>
          <Field label={t('leadScore.decay.percent')} error={errors['decay.percent']}>
            {(control) => (
              <InputNumber
                {...control}
                min={1}
                max={99}
                precision={0}
                value={decay.percent}
                onChange={(percent) => onChange({ ...decay, percent: percent ?? 1 })}
              />
            )}
          </Field>
          <Field label={t('leadScore.decay.everyDays')} error={errors['decay.everyDays']}>
            {(control) => (
              <InputNumber
                {...control}
                min={1}
                max={365}
                precision={0}
                value={decay.everyDays}
                onChange={(everyDays) => onChange({ ...decay, everyDays: everyDays ?? 1 })}
              />
            )}
          </Field>
        </div>
      );
  }
}
