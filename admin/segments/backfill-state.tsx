import Progress from 'antd/es/progress';
import { useTranslation } from 'react-i18next';
import type { Backfill } from '#contracts/api/segment.ts';
import { Pill } from '../shared/ui/marks.tsx';

/** How much of the history has been counted for a segment that was just published. */
export function BackfillState({ backfill }: { backfill: Backfill }) {
  const { t } = useTranslation();
  if (backfill.state === 'failed') return <Pill tone="failed">{t('segments.backfillFailed')}</Pill>;
  const percent = backfill.total > 0 ? Math.floor((backfill.done / backfill.total) * 100) : 0;
  return (
    <span className="row" style={{ justifyContent: 'flex-end' }}>
      <span className="small faint">{t('segments.backfilling')}</span>
      <Progress percent={percent} size="small" style={{ width: 120 }} aria-label={t('segments.backfilling')} />
    </span>
  );
}
