import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../shared/ui/icon.tsx';
import { AccountPanel } from './account-menu.tsx';
import styles from './app-layout.module.css';
import { Brand } from './brand.tsx';
import { Navigation } from './navigation.tsx';

/** The way to every screen where there is no room for it beside them. */
export function NavigationDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the drawer closes it, as the Escape key does
    <dialog
      ref={dialog}
      className={styles['drawer']}
      aria-label={t('navigation.label')}
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && onClose()}
    >
      <div className={styles['drawerContent']}>
        <div className={styles['drawerTop']}>
          <Brand />
          <button type="button" className={styles['iconButton']} aria-label={t('action.close')} onClick={onClose}>
            <Icon name="close" size={20} />
          </button>
        </div>
        <Navigation onNavigate={onClose} />
        <AccountPanel onNavigate={onClose} />
      </div>
    </dialog>
  );
}
