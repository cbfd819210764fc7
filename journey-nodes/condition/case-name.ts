import type { TFunction } from 'i18next';

/** A case without a name of its own: yes where it is the only one, else its number. */
export function caseName(index: number, count: number, t: TFunction): string {
  return count === 1 ? t('branch.yes') : t('canvas.caseNumber', { number: index + 1 });
}
