import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { NotFound } from './layout/not-found.tsx';
import { dataRoutes } from './routes/data.ts';
import { journeysRoutes } from './routes/journeys.ts';
import { messagesRoutes } from './routes/messages.ts';
import { peopleRoutes } from './routes/people.ts';
import { layout, root } from './routes/root.ts';
import { optional } from './routes/search.ts';
import { settingsRoutes } from './routes/settings.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { ErrorState } from './shared/ui/state.tsx';

const home = createRoute({
  getParentRoute: () => layout,
  path: '/',
  validateSearch: z.object({ hours: optional(z.number().int()), view: optional(z.enum(['table'])) }),
  component: lazyRouteComponent(() => import('./home/home-page.tsx'), 'HomePage'),
});

/** An address that means nothing is still within the product, with the way to everything else. */
const unknown = createRoute({ getParentRoute: () => layout, path: '$', component: NotFound });

export const router = createRouter({
  routeTree: root.addChildren([
    ...signInRoutes,
    layout.addChildren([
      home,
      ...peopleRoutes,
      ...journeysRoutes,
      ...messagesRoutes,
      ...dataRoutes,
      ...settingsRoutes,
      unknown,
    ]),
  ]),
  defaultErrorComponent: ({ error, reset }) => (
    <ErrorState error={error instanceof Error ? error : new Error(String(error))} retry={reset} />
  ),
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
