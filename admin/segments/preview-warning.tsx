import { useTranslation } from 'react-i18next';
import type { SegmentPreview } from '#contracts/api/segment.ts';

/** A definition that holds for nobody or for everybody is rarely meant; said only once it is counted exactly. */
export function PreviewWarning({ preview: { exact, count, total } }: { preview: SegmentPreview }) {
  const { t } = useTranslation();
  if (!exact || total === 0 || (count > 0 && count < total)) return null;
  const which = count === 0 ? 'nobody' : 'everybody';
  return (
    <div role="status">
      <strong>{t(`segments.previewed.${which}Title`)}</strong>
      <p className="soft">{t(`segments.previewed.${which}Text`)}</p>
    </div>
  );
}
