import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { words } from '../i18n/setup.ts';
import { layout } from './root.ts';

const settings = createRoute({
  getParentRoute: () => layout,
  path: '/settings',
  beforeLoad: () => {
    throw redirect({ to: '/settings/$section', params: { section: 'general' }, replace: true });
  },
});

const settingsSection = createRoute({
  getParentRoute: () => layout,
  path: '/settings/$section',
  beforeLoad: words(
    'settings',
    'sending',
    'calendar',
    'inbound',
    'system',
    'attributes',
    'identity',
    'consent',
    'segments',
    'lead-score',
  ),
  component: lazyRouteComponent(() => import('../settings/settings-page.tsx'), 'SettingsPage'),
});

export const settingsRoutes = [settings, settingsSection] as const;
