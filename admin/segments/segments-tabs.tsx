import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import styles from '../shared/ui/tabs.module.css';

/** Groups that follow what people do, and those that somebody put together by hand. */
export function SegmentsTabs() {
  const { t } = useTranslation();
  const tab = { className: styles['tab'] ?? '', activeProps: { className: styles['active'] ?? '' } };
  return (
    <nav className={styles['tabs']} aria-label={t('navigation.segments')}>
      <Link to="/segments" activeOptions={{ exact: true, includeSearch: false }} {...tab}>
        {t('navigation.segments')}
      </Link>
      <Link to="/lists" {...tab}>
        {t('lists.title')}
      </Link>
    </nav>
  );
}
