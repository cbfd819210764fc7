import InputNumber from 'antd/es/input-number';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import type { Frequency } from '#contracts/segment/frequency.ts';

interface FrequencyProps {
  readonly frequency: Frequency;
  readonly onChange: (frequency: Frequency) => void;
}

const windows = [1, 3, 7, 14, 30, 60, 90, 180, 365];

/** The controls of "at least 2 times in the last 30 days", to be placed where the language wants them. */
export function useFrequencyParts({ frequency, onChange }: FrequencyProps) {
  const { t } = useTranslation();
  const days = frequency.withinDays;
  const choices = days === undefined || windows.includes(days) ? windows : [...windows, days].sort((a, b) => a - b);
  return {
    comparison: (
      <Select
        aria-label={t('conditions.comparison')}
        value={frequency.comparison}
        popupMatchSelectWidth={false}
        options={(['at_least', 'at_most', 'exactly'] as const).map((value) => ({
          value,
          label: t(`comparison.${value}`),
        }))}
        onChange={(comparison) => onChange({ ...frequency, comparison })}
      />
    ),
    times: (
      <InputNumber
        aria-label={t('conditions.times')}
        min={0}
        max={100}
        precision={0}
        style={{ width: 72 }}
        value={frequency.times}
        onChange={(times) => onChange({ ...frequency, times: times ?? 0 })}
      />
    ),
    window: (
      <Select
        aria-label={t('conditions.window')}
        value={days ?? 0}
        popupMatchSelectWidth={false}
        options={[
          ...choices.map((value) => ({ value, label: t('conditions.lastDays', { count: value }) })),
          { value: 0, label: t('conditions.ever') },
        ]}
        onChange={(value) => {
          const { withinDays: _, ...rest } = frequency;
          onChange(value === 0 ? rest : { ...rest, withinDays: value });
        }}
      />
    ),
  };
}
