import type { Frequency } from '#contracts/segment/frequency.ts';
import { windowOfFrequency } from '../parts/time-window.ts';
import type { WordTools } from './condition-view.ts';

export function frequencyWords(frequency: Frequency, { t, window }: WordTools): { often: string; window: string } {
  const { comparison, times } = frequency;
  return {
    often: t('conditionWords.often', { comparison: t(`comparison.${comparison}`), count: times }),
    window: window(windowOfFrequency(frequency)),
  };
}
