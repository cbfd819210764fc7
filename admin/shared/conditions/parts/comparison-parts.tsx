import { useTranslation } from 'react-i18next';
import { type NumberComparison, numberComparison } from '#contracts/segment/aggregate.ts';
import { Choice } from './choice.tsx';
import { NumberPart } from './number-part.tsx';

interface Compared {
  readonly comparison: NumberComparison;
  readonly number: number;
}

/** The controls of "is at least 100". */
export function useComparisonParts(compared: Compared, onChange: (compared: Compared) => void) {
  const { t } = useTranslation();
  const { comparison, number } = compared;
  return {
    comparison: (
      <Choice
        label={t('conditions.operator')}
        value={comparison}
        options={numberComparison.options.map((value) => ({ value, label: t(`comparison.${value}`) }))}
        onChange={(next) => onChange({ comparison: next, number })}
      />
    ),
    number: (
      <NumberPart
        label={t('conditions.value')}
        value={number}
        min={-1e11}
        max={1e11}
        onChange={(next) => onChange({ comparison, number: next })}
      />
    ),
  };
}
