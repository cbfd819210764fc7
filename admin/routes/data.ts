import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { z } from 'zod';
import { exportLists } from '#contracts/export-list.ts';
import { misfitReasons } from '#contracts/schema/schema.ts';
import { keptKinds } from '#contracts/schema/schema-kept-aside.ts';
import { schemaEventFilters } from '#contracts/schema/schema-registry.ts';
import { words } from '../i18n/setup.ts';
import { layout } from './root.ts';
import { optional, word } from './search.ts';

const dataWords = words('data', 'identity', 'attributes', 'segments');

const data = createRoute({
  getParentRoute: () => layout,
  path: '/data',
  beforeLoad: () => {
    throw redirect({ to: '/data/events', replace: true });
  },
});

const dataEvents = createRoute({
  getParentRoute: () => layout,
  path: '/data/events',
  beforeLoad: dataWords,
  validateSearch: z.object({ search: word, show: optional(z.enum(schemaEventFilters)) }),
  component: lazyRouteComponent(() => import('../data/schema/events-page.tsx'), 'EventsPage'),
});

const dataIdentities = createRoute({
  getParentRoute: () => layout,
  path: '/data/identities',
  beforeLoad: dataWords,
  validateSearch: z.object({ state: optional(z.enum(['settled'])) }),
  component: lazyRouteComponent(() => import('../identity/conflicts-page.tsx'), 'ConflictsPage'),
});

const dataEvent = createRoute({
  getParentRoute: () => layout,
  path: '/data/events/$name',
  beforeLoad: dataWords,
  component: lazyRouteComponent(() => import('../data/schema/event-page.tsx'), 'EventPage'),
});

const dataTraits = createRoute({
  getParentRoute: () => layout,
  path: '/data/traits',
  beforeLoad: dataWords,
  validateSearch: z.object({ search: word }),
  component: lazyRouteComponent(() => import('../data/schema/traits-page.tsx'), 'TraitsPage'),
});

const dataTrait = createRoute({
  getParentRoute: () => layout,
  path: '/data/traits/$path',
  beforeLoad: dataWords,
  component: lazyRouteComponent(() => import('../data/schema/trait-page.tsx'), 'TraitPage'),
});

const keptAside = createRoute({
  getParentRoute: () => layout,
  path: '/data/kept-aside',
  beforeLoad: dataWords,
  validateSearch: z.object({
    kind: optional(z.enum(keptKinds)),
    name: word,
    misfit: optional(z.enum(misfitReasons)),
    path: word,
  }),
  component: lazyRouteComponent(() => import('../data/kept-aside/kept-aside-page.tsx'), 'KeptAsidePage'),
});

const dataImports = createRoute({
  getParentRoute: () => layout,
  path: '/data/imports',
  beforeLoad: dataWords,
  component: lazyRouteComponent(() => import('../data/imports/imports-page.tsx'), 'ImportsPage'),
});

const dataImport = createRoute({
  getParentRoute: () => layout,
  path: '/data/imports/$id',
  beforeLoad: dataWords,
  component: lazyRouteComponent(() => import('../data/imports/import-page.tsx'), 'ImportPage'),
});

const dataSources = createRoute({
  getParentRoute: () => layout,
  path: '/data/sources',
  beforeLoad: dataWords,
  component: lazyRouteComponent(() => import('../data/sources/sources-page.tsx'), 'SourcesPage'),
});

const dataSource = createRoute({
  getParentRoute: () => layout,
  path: '/data/sources/$id',
  beforeLoad: dataWords,
  component: lazyRouteComponent(() => import('../data/sources/source-page.tsx'), 'SourcePage'),
});

const dataDestinations = createRoute({
  getParentRoute: () => layout,
  path: '/data/destinations',
  beforeLoad: dataWords,
  component: lazyRouteComponent(() => import('../data/destinations/destinations-page.tsx'), 'DestinationsPage'),
});

const dataDestination = createRoute({
  getParentRoute: () => layout,
  path: '/data/destinations/$id',
  beforeLoad: dataWords,
  component: lazyRouteComponent(() => import('../data/destinations/destination-page.tsx'), 'DestinationPage'),
});

const dataExports = createRoute({
  getParentRoute: () => layout,
  path: '/data/exports',
  // What a list is filtered by is said as that list says it.
  beforeLoad: words('data', 'identity', 'attributes', 'segments', 'customers', 'messages', 'coupons'),
  validateSearch: z.object({
    list: optional(z.enum(exportLists)),
    filters: optional(z.record(z.string(), z.coerce.string())),
  }),
  component: lazyRouteComponent(() => import('../data/exports/exports-page.tsx'), 'ExportsPage'),
});

export const dataRoutes = [
  data,
  dataEvents,
  dataIdentities,
  dataEvent,
  dataTraits,
  dataTrait,
  keptAside,
  dataImports,
  dataImport,
  dataSources,
  dataSource,
  dataDestinations,
  dataDestination,
  dataExports,
] as const;
