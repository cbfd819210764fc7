import { useQuery } from '@tanstack/react-query';
import { Outlet, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { words } from '../i18n/setup.ts';
import { Icon } from '../shared/ui/icon.tsx';
import { useShortcut } from '../shared/use-shortcut.ts';
import { sessionQuery } from '../sign-in/session.ts';
import { AccountMenu } from './account-menu.tsx';
import styles from './app-layout.module.css';
import { Brand } from './brand.tsx';
import { Navigation } from './navigation.tsx';
import { NavigationDrawer } from './navigation-drawer.tsx';

/** Personas that nobody has named are called by words that most screens do without. */
const CommandPalette = lazy(async () => {
  await words('customers')();
  return import('./command-palette.tsx');
});

export function AppLayout() {
  const { t } = useTranslation();
  const [paletteOpen, setPaletteOpen] = useState(false);
  const [drawerOpen, setDrawerOpen] = useState(false);
  const { data: session } = useQuery(sessionQuery);
  useShortcut('k', () => setPaletteOpen(true));

  useLeaveWithoutSession(session === null);
  if (session === null) return null;

  return (
    <div className={styles['layout']}>
      <a href="#content" className={styles['skip']}>
        {t('navigation.skip')}
      </a>
      <aside className={styles['side']}>
        <Brand />
        <button type="button" className={styles['search']} onClick={() => setPaletteOpen(true)}>
          <Icon name="search" size={14} />
          <span className="truncate">{t('palette.open')}</span>
          <kbd>{shortcutText('K')}</kbd>
        </button>
        <Navigation />
        <AccountMenu />
      </aside>
      <div className={styles['topbar']}>
        <button
          type="button"
          className={styles['iconButton']}
          aria-label={t('navigation.open')}
          onClick={() => setDrawerOpen(true)}
        >
          <Icon name="menu" size={20} />
        </button>
        <Brand />
        <button
          type="button"
          className={styles['iconButton']}
          aria-label={t('palette.open')}
          onClick={() => setPaletteOpen(true)}
        >
          <Icon name="search" size={20} />
        </button>
      </div>
      {drawerOpen ? <NavigationDrawer onClose={() => setDrawerOpen(false)} /> : null}
      <main id="content" className={styles['main']} tabIndex={-1}>
        <Outlet />
      </main>
      {paletteOpen ? (
        <Suspense fallback={null}>
          <CommandPalette onClose={() => setPaletteOpen(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}

/** Once: leaving changes the address, and each change would send away again, with a longer way back every time. */
function useLeaveWithoutSession(ended: boolean): void {
  const navigate = useNavigate();
  const leave = useEffectEvent(() => {
    const { pathname, search, hash } = window.location;
    void navigate({ to: '/sign-in', search: { to: `${pathname}${search}${hash}` }, replace: true });
  });
  useEffect(() => {
    if (ended) leave();
  }, [ended]);
}

function shortcutText(key: string): string {
  return /mac/i.test(navigator.userAgent) ? `⌘${key}` : `Ctrl ${key}`;
}
