import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import styles from '../shared/ui/tabs.module.css';

/** What can be said, and what was said to whom. */
export function MessagesTabs() {
  const { t } = useTranslation();
  const active = { className: styles['active'] ?? '' };
  return (
    <nav className={styles['tabs']} aria-label={t('navigation.messages')}>
      <Link
        to="/messages"
        className={styles['tab']}
        activeProps={active}
        activeOptions={{ exact: true, includeSearch: false }}
      >
        {t('messages.definitions')}
      </Link>
      <Link
        to="/deliveries"
        className={styles['tab']}
        activeProps={active}
        activeOptions={{ exact: true, includeSearch: false }}
      >
        {t('deliveries.title')}
      </Link>
      <Link
        to="/deliveries/received"
        className={styles['tab']}
        activeProps={active}
        activeOptions={{ includeSearch: false }}
      >
        {t('inbound.list.title')}
      </Link>
    </nav>
  );
}
