import { Link, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Icon } from '../shared/ui/icon.tsx';
import styles from './navigation.module.css';
import { screens } from './screens.ts';

/** Follows the customer: what happens now, who they are, what is said to them, what they received. */
export function Navigation({ onNavigate }: { onNavigate?: () => void }) {
  const { t } = useTranslation();
  return (
    <nav className={styles['navigation']} aria-label={t('navigation.label')}>
      {screens.map((screen) => (
        <ScreenLink key={screen.to} screen={screen} onNavigate={onNavigate} />
      ))}
    </nav>
  );
}

interface ScreenLinkProps {
  readonly screen: (typeof screens)[number];
  readonly onNavigate: (() => void) | undefined;
}

function ScreenLink({ screen, onNavigate }: ScreenLinkProps) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const within = screen.also !== undefined && pathname.startsWith(screen.also);
  return (
    <>
      {screen.startsGroup === 'people' ? <div className={styles['group']}>{t('navigation.people')}</div> : null}
      {screen.startsGroup === 'work' ? <div className={styles['gap']} /> : null}
      {screen.startsGroup === 'settings' ? <div className={styles['spacer']} /> : null}
      <Link
        to={screen.to}
        className={within ? `${styles['item']} ${styles['active']}` : (styles['item'] ?? '')}
        activeProps={{ className: styles['active'] ?? '' }}
        activeOptions={{ exact: screen.to === '/', includeSearch: false }}
        onClick={onNavigate}
      >
        <Icon name={screen.icon} />
        {t(`navigation.${screen.name}`)}
      </Link>
    </>
  );
}
