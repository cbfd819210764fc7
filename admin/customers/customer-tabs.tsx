import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import styles from '../shared/ui/tabs.module.css';

/** Three ways to tell customers apart. */
export function CustomerTabs() {
  const { t } = useTranslation();
  const active = { className: styles['active'] ?? '' };
  const tab = { className: styles['tab'] ?? '', activeProps: active };
  return (
    <nav className={styles['tabs']} aria-label={t('customers.tabs')}>
      <Link to="/personas" activeOptions={{ exact: true, includeSearch: false }} {...tab}>
        {t('customers.personas.title')}
      </Link>
      <Link to="/personas/rfm" activeOptions={{ includeSearch: false }} {...tab}>
        {t('customers.rfm.title')}
      </Link>
      <Link to="/personas/lifecycle" activeOptions={{ includeSearch: false }} {...tab}>
        {t('customers.lifecycle.title')}
      </Link>
    </nav>
  );
}
