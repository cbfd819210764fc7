import Tooltip from 'antd/es/tooltip';
import { useTranslation } from 'react-i18next';
import { Pill } from '../shared/ui/marks.tsx';

/** Says to viewers, in place of what they cannot do, why not. */
export function ViewOnlyMark() {
  const { t } = useTranslation();
  return (
    <Tooltip title={t('viewer.reason')}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the reason must be reachable by keyboard */}
      <span tabIndex={0} aria-description={t('viewer.reason')}>
        <Pill icon="lock">{t('viewer.mark')}</Pill>
      </span>
    </Tooltip>
  );
}
