import { useTranslation } from 'react-i18next';
import type { TimelineItem } from '#contracts/api/timeline.ts';

/** The grade of the lead score that was reached or lost. */
export function GradeSentence({ item: { properties } }: { item: Extract<TimelineItem, { type: 'event' }> }) {
  const { t } = useTranslation();
  const { grade, before } = properties;
  if (typeof grade !== 'string') return t('leadScore.changed.lost', { before });
  return typeof before === 'string'
    ? t('leadScore.changed.reached', { grade, before })
    : t('leadScore.changed.first', { grade });
}
