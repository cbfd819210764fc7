import { useTranslation } from 'react-i18next';
import type { Frequency } from '#contracts/segment/frequency.ts';
import { Choice } from './choice.tsx';
import { compared, isNever } from './frequency.ts';
import { NumberPart } from './number-part.tsx';
import { windowOfFrequency, withWindow } from './time-window.ts';
import { WindowPart } from './window-part.tsx';

interface FrequencyProps {
  readonly frequency: Frequency;
  readonly onChange: (frequency: Frequency) => void;
}

const comparisons = ['at_least', 'at_most', 'exactly', 'never'] as const;

/** The controls of "at least 2 times in the last 30 days", to be placed where the language wants them. */
export function useFrequencyParts({ frequency, onChange }: FrequencyProps) {
  const { t } = useTranslation();
  const never = isNever(frequency);
  return {
    comparison: (
      <Choice
        label={t('conditions.comparison')}
        value={never ? 'never' : frequency.comparison}
        options={comparisons.map((value) => ({ value, label: t(`comparison.${value}`) }))}
        onChange={(next) => onChange({ ...frequency, ...compared(next, never ? 1 : frequency.times) })}
      />
    ),
    times: (
      <NumberPart
        label={t('conditions.times')}
        value={frequency.times}
        min={0}
        max={100}
        short
        precision={0}
        onChange={(times) => onChange({ ...frequency, times })}
      />
    ),
    window: (
      <WindowPart
        ever
        window={windowOfFrequency(frequency)}
        onChange={(window) => onChange(withWindow(frequency, window))}
      />
    ),
  };
}
