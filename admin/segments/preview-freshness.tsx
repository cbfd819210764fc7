import { useTranslation } from 'react-i18next';
import type { SegmentPreview } from '#contracts/api/segment.ts';
import { useFormat } from '../shared/format.ts';

/** Facts are usually behind by a second or less, of which nothing need be said. */
const worthSaying = 60_000;

export function PreviewFreshness({ preview }: { preview: SegmentPreview }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { measuredAt, milliseconds, behindMilliseconds } = preview;
  const duration = format.duration(Math.round(behindMilliseconds / 60_000));
  return (
    <p className="small faint">
      {t('segments.previewed.asOf', { time: format.clock(measuredAt), milliseconds: format.number(milliseconds) })}
      {behindMilliseconds >= worthSaying ? <br /> : null}
      {behindMilliseconds >= worthSaying ? t('segments.previewed.behind', { duration }) : null}
    </p>
  );
}
