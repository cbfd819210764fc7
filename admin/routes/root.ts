import { createRootRoute, createRoute, redirect } from '@tanstack/react-router';
import { errorWords, words } from '../i18n/setup.ts';
import { AppLayout } from '../layout/app-layout.tsx';
import { NotFound } from '../layout/not-found.tsx';
import { queryClient } from '../query-client.ts';
import { sessionQuery } from '../sign-in/session.ts';

export const root = createRootRoute({ notFoundComponent: NotFound });

/** Around every screen of somebody who has signed in. */
export const layout = createRoute({
  getParentRoute: () => root,
  id: 'layout',
  component: AppLayout,
  beforeLoad: async ({ location }) => {
    const [session] = await Promise.all([queryClient.ensureQueryData(sessionQuery), errorWords(), words('names')()]);
    if (!session) throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { to: location.href } });
  },
});
