import type { TFunction } from 'i18next';
import type { TimeWindow } from '#contracts/segment/window.ts';

export function windowWords(t: TFunction, window: TimeWindow | undefined): string {
  switch (window?.type) {
    case undefined:
      return t('conditions.ever');
    case 'sliding':
      return t('conditions.lastDays', { count: window.days });
    case 'calendar': {
      const { unit, last } = window;
      if (last === 0) return t(`conditions.calendar.this.${unit}`);
      if (last === 1) return t(`conditions.calendar.last.${unit}`);
      return t(`conditions.calendar.several.${unit}`, { count: last });
    }
    case 'absolute':
      return t('conditions.dates', { from: window.from ?? '…', to: window.to ?? '…' });
  }
}
