import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { errorWords } from '../i18n/setup.ts';
import { root } from './root.ts';
import { optional } from './search.ts';

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: z.object({ to: optional(z.string().startsWith('/')) }),
  beforeLoad: errorWords,
  component: lazyRouteComponent(() => import('../sign-in/sign-in-page.tsx'), 'SignInPage'),
});

const setPassword = createRoute({
  getParentRoute: () => root,
  path: '/set-password',
  beforeLoad: errorWords,
  component: lazyRouteComponent(() => import('../sign-in/set-password-page.tsx'), 'SetPasswordPage'),
});

export const signInRoutes = [signIn, setPassword] as const;
