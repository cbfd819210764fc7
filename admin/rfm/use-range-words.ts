import { useTranslation } from 'react-i18next';
import { useFormat } from '../shared/format.ts';
import { isEmptyRange, type ScoreRange } from './rfm-ranges.ts';

/** A range of days or orders: "31–68", "3", "9+"; a dash where nobody can be. */
export function useRangeWords(): (range: ScoreRange) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (range) => {
    const { least = 0, most } = range;
    if (isEmptyRange(range)) return '–';
    if (most === undefined) return t('customers.rfm.andMore', { from: format.number(least) });
    return most === least ? format.number(least) : `${format.number(least)}–${format.number(most)}`;
  };
}
