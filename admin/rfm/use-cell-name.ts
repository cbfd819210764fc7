import { useTranslation } from 'react-i18next';
import { type RfmBoundaries, type RfmScore, rfmGroupOf } from '#contracts/rfm.ts';
import { frequencyRange, recencyRange } from './rfm-ranges.ts';
import { useRangeWords } from './use-range-words.ts';

interface Place {
  readonly recency: RfmScore;
  readonly frequency: RfmScore;
}

/** A square by its group and by what its scores stand for: several squares share a group, and scores mean nothing to a reader. */
export function useCellName(boundaries: RfmBoundaries): (place: Place) => string {
  const { t } = useTranslation();
  const words = useRangeWords();
  return (place) =>
    t('customers.rfm.cellWords', {
      group: t(`customers.rfm.group.${rfmGroupOf(place)}`),
      orders: words(frequencyRange(boundaries, place.frequency)),
      days: words(recencyRange(boundaries, place.recency)),
    });
}
