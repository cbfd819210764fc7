import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { z } from 'zod';
import { companySorts } from '#contracts/api/company.ts';
import { couponStates } from '#contracts/api/coupon.ts';
import { deliveryStatuses } from '#contracts/api/delivery.ts';
import { happeningTypes } from '#contracts/api/live.ts';
import { historyDays } from '#contracts/api/segment-history.ts';
import { channels } from '#contracts/channel.ts';
import { exportLists } from '#contracts/export-list.ts';
import { holdReasons } from '#contracts/reason.ts';
import { rfmGroups } from '#contracts/rfm.ts';
import { misfitReasons } from '#contracts/schema.ts';
import { keptKinds } from '#contracts/schema-kept-aside.ts';
import { schemaEventFilters } from '#contracts/schema-registry.ts';
import { words } from './i18n/setup.ts';
import { AppLayout } from './layout/app-layout.tsx';
import { NotFound } from './layout/not-found.tsx';
import { queryClient } from './query-client.ts';
import { ErrorState } from './shared/ui/state.tsx';
import { sessionQuery } from './sign-in/session.ts';

/** A parameter that cannot be read is left out: an old or mistyped link still opens its screen. */
function optional<T extends z.ZodType>(schema: T) {
  return schema.optional().catch(undefined);
}
const word = optional(z.coerce.string());

const dataWords = words('data', 'identity', 'attributes', 'segments');

const profileWords = words(
  ...[
    'profiles',
    'customers',
    'steps',
    'attributes',
    'identity',
    'consent',
    'segments',
    'messages',
    'companies',
    'lead-score',
  ],
);

const root = createRootRoute({ notFoundComponent: NotFound });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: z.object({ to: optional(z.string().startsWith('/')) }),
  component: lazyRouteComponent(() => import('./sign-in/sign-in-page.tsx'), 'SignInPage'),
});

const setPassword = createRoute({
  getParentRoute: () => root,
  path: '/set-password',
  component: lazyRouteComponent(() => import('./sign-in/set-password-page.tsx'), 'SetPasswordPage'),
});

const layout = createRoute({
  getParentRoute: () => root,
  id: 'layout',
  component: AppLayout,
  beforeLoad: async ({ location }) => {
    const session = await queryClient.ensureQueryData(sessionQuery);
    if (!session) throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { to: location.href } });
  },
});

const home = createRoute({
  getParentRoute: () => layout,
  path: '/',
  validateSearch: z.object({ hours: optional(z.number().int()), view: optional(z.enum(['table'])) }),
  component: lazyRouteComponent(() => import('./home/home-page.tsx'), 'HomePage'),
});

const profiles = createRoute({
  getParentRoute: () => layout,
  path: '/profiles',
  beforeLoad: words('profiles', 'attributes', 'identity', 'customers', 'segments', 'lists'),
  validateSearch: z.object({
    ...{ search: word, segment: word, journey: word, node: word },
    ...{ rfm: word, persona: word, moved: word, list: word },
  }),
  component: lazyRouteComponent(() => import('./profiles/profiles-page.tsx'), 'ProfilesPage'),
});

const profile = createRoute({
  getParentRoute: () => layout,
  path: '/profiles/$id',
  beforeLoad: profileWords,
  validateSearch: z.object({ type: optional(z.enum(happeningTypes)), on: optional(z.iso.date()), why: word }),
  component: lazyRouteComponent(() => import('./profiles/profile-page.tsx'), 'ProfilePage'),
});

const personas = createRoute({
  getParentRoute: () => layout,
  path: '/personas',
  beforeLoad: words('customers'),
  validateSearch: z.object({ view: optional(z.enum(['compare'])) }),
  component: lazyRouteComponent(() => import('./personas/personas-page.tsx'), 'PersonasPage'),
});

const rfm = createRoute({
  getParentRoute: () => layout,
  path: '/personas/rfm',
  beforeLoad: words('customers', 'segments'),
  validateSearch: z.object({ cell: word, group: optional(z.enum(rfmGroups)) }),
  component: lazyRouteComponent(() => import('./rfm/rfm-page.tsx'), 'RfmPage'),
});

const lifecycle = createRoute({
  getParentRoute: () => layout,
  path: '/personas/lifecycle',
  beforeLoad: words('customers', 'attributes'),
  validateSearch: z.object({ days: optional(z.union(historyDays.map((days) => z.literal(days)))) }),
  component: lazyRouteComponent(() => import('./lifecycle/lifecycle-page.tsx'), 'LifecyclePage'),
});

const suppressions = createRoute({
  getParentRoute: () => layout,
  path: '/suppressions',
  beforeLoad: words('consent'),
  validateSearch: z.object({
    search: word,
    channel: optional(z.enum(channels)),
    cause: word,
  }),
  component: lazyRouteComponent(() => import('./people/suppressions-page.tsx'), 'SuppressionsPage'),
});

const coupons = createRoute({
  getParentRoute: () => layout,
  path: '/coupons',
  beforeLoad: words('coupons'),
  validateSearch: z.object({ search: word, pool: word, state: optional(z.enum(couponStates)), code: word }),
  component: lazyRouteComponent(() => import('./coupons/coupons-page.tsx'), 'CouponsPage'),
});

const companies = createRoute({
  getParentRoute: () => layout,
  path: '/companies',
  beforeLoad: words('companies'),
  validateSearch: z.object({ search: word, sort: optional(z.enum(companySorts)) }),
  component: lazyRouteComponent(() => import('./companies/companies-page.tsx'), 'CompaniesPage'),
});

const company = createRoute({
  getParentRoute: () => layout,
  path: '/companies/$id',
  beforeLoad: words('companies'),
  component: lazyRouteComponent(() => import('./companies/company-page.tsx'), 'CompanyPage'),
});

const lists = createRoute({
  getParentRoute: () => layout,
  path: '/lists',
  beforeLoad: words('lists'),
  component: lazyRouteComponent(() => import('./lists/lists-page.tsx'), 'ListsPage'),
});

const segments = createRoute({
  getParentRoute: () => layout,
  path: '/segments',
  beforeLoad: words('segments'),
  component: lazyRouteComponent(() => import('./segments/segments-page.tsx'), 'SegmentsPage'),
});

const segment = createRoute({
  getParentRoute: () => layout,
  path: '/segments/$id',
  beforeLoad: words('segments', 'profiles', 'attributes', 'identity', 'customers'),
  validateSearch: z.object({ view: optional(z.enum(['members', 'history'])) }),
  component: lazyRouteComponent(() => import('./segments/segment-page.tsx'), 'SegmentPage'),
});

const journeyGallery = createRoute({
  getParentRoute: () => layout,
  path: '/journey-gallery',
  beforeLoad: words('gallery', 'steps', 'journeys'),
  component: lazyRouteComponent(() => import('./journeys/gallery/gallery-page.tsx'), 'GalleryPage'),
});

const journeyVersions = createRoute({
  getParentRoute: () => layout,
  path: '/journeys/$id/versions',
  beforeLoad: words('journeys', 'canvas', 'steps', 'segments', 'messages', 'attributes'),
  validateSearch: z.object({ from: optional(z.number().int()), to: optional(z.number().int()) }),
  component: lazyRouteComponent(() => import('./journeys/versions/versions-page.tsx'), 'VersionsPage'),
});

const journeys = createRoute({
  getParentRoute: () => layout,
  path: '/journeys',
  beforeLoad: words('journeys'),
  component: lazyRouteComponent(() => import('./journeys/journeys-page.tsx'), 'JourneysPage'),
});

const journey = createRoute({
  getParentRoute: () => layout,
  path: '/journeys/$id',
  beforeLoad: words('journeys', 'canvas', 'steps', 'segments', 'messages', 'attributes'),
  validateSearch: z.object({ node: word, view: optional(z.enum(['list'])), rules: optional(z.boolean()) }),
  component: lazyRouteComponent(() => import('./journeys/journey-page.tsx'), 'JourneyPage'),
});

const journeyRehearsal = createRoute({
  getParentRoute: () => layout,
  path: '/journeys/$id/rehearsal',
  beforeLoad: words('rehearsal', 'journeys', 'steps', 'canvas', 'segments', 'messages', 'profiles', 'attributes'),
  validateSearch: z.object({ view: optional(z.enum(['walk'])), run: word }),
  component: lazyRouteComponent(() => import('./rehearsal/rehearsal-page.tsx'), 'RehearsalPage'),
});

const messages = createRoute({
  getParentRoute: () => layout,
  path: '/messages',
  beforeLoad: words('messages'),
  component: lazyRouteComponent(() => import('./messages/messages-page.tsx'), 'MessagesPage'),
});

const message = createRoute({
  getParentRoute: () => layout,
  path: '/messages/$id',
  beforeLoad: words('messages'),
  validateSearch: z.object({ channel: optional(z.enum(channels)) }),
  component: lazyRouteComponent(() => import('./messages/message-page.tsx'), 'MessagePage'),
});

const deliveries = createRoute({
  getParentRoute: () => layout,
  path: '/deliveries',
  beforeLoad: words('messages'),
  validateSearch: z.object({
    status: optional(z.enum(deliveryStatuses)),
    channel: optional(z.enum(channels)),
    reason: optional(z.enum(holdReasons)),
    journey: word,
    message: word,
    profile: word,
    open: word,
  }),
  component: lazyRouteComponent(() => import('./messages/deliveries-page.tsx'), 'DeliveriesPage'),
});

const inbox = createRoute({
  getParentRoute: () => layout,
  path: '/inbox',
  beforeLoad: words('messages'),
  validateSearch: z.object({ search: word, channel: optional(z.enum(channels)), open: word }),
  component: lazyRouteComponent(() => import('./inbox/inbox-page.tsx'), 'InboxPage'),
});

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
  component: lazyRouteComponent(() => import('./data/events-page.tsx'), 'EventsPage'),
});

const dataEvent = createRoute({
  getParentRoute: () => layout,
  path: '/data/events/$name',
  beforeLoad: dataWords,
  component: lazyRouteComponent(() => import('./data/event-page.tsx'), 'EventPage'),
});

const dataTraits = createRoute({
  getParentRoute: () => layout,
  path: '/data/traits',
  beforeLoad: dataWords,
  validateSearch: z.object({ search: word }),
  component: lazyRouteComponent(() => import('./data/traits-page.tsx'), 'TraitsPage'),
});

const dataTrait = createRoute({
  getParentRoute: () => layout,
  path: '/data/traits/$path',
  beforeLoad: dataWords,
  component: lazyRouteComponent(() => import('./data/trait-page.tsx'), 'TraitPage'),
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
  component: lazyRouteComponent(() => import('./data/kept-aside-page.tsx'), 'KeptAsidePage'),
});

const dataImports = createRoute({
  getParentRoute: () => layout,
  path: '/data/imports',
  beforeLoad: dataWords,
  component: lazyRouteComponent(() => import('./data/imports-page.tsx'), 'ImportsPage'),
});

const dataImport = createRoute({
  getParentRoute: () => layout,
  path: '/data/imports/$id',
  beforeLoad: dataWords,
  component: lazyRouteComponent(() => import('./data/import-page.tsx'), 'ImportPage'),
});

const dataIdentities = createRoute({
  getParentRoute: () => layout,
  path: '/data/identities',
  beforeLoad: dataWords,
  validateSearch: z.object({ state: optional(z.enum(['settled'])) }),
  component: lazyRouteComponent(() => import('./identity/conflicts-page.tsx'), 'ConflictsPage'),
});

const dataSources = createRoute({
  getParentRoute: () => layout,
  path: '/data/sources',
  beforeLoad: dataWords,
  component: lazyRouteComponent(() => import('./data/sources-page.tsx'), 'SourcesPage'),
});

const dataSource = createRoute({
  getParentRoute: () => layout,
  path: '/data/sources/$id',
  beforeLoad: dataWords,
  component: lazyRouteComponent(() => import('./data/source-page.tsx'), 'SourcePage'),
});

const dataDestinations = createRoute({
  getParentRoute: () => layout,
  path: '/data/destinations',
  beforeLoad: dataWords,
  component: lazyRouteComponent(() => import('./data/destinations-page.tsx'), 'DestinationsPage'),
});

const dataDestination = createRoute({
  getParentRoute: () => layout,
  path: '/data/destinations/$id',
  beforeLoad: dataWords,
  component: lazyRouteComponent(() => import('./data/destination-page.tsx'), 'DestinationPage'),
});

const dataExports = createRoute({
  getParentRoute: () => layout,
  path: '/data/exports',
  beforeLoad: dataWords,
  validateSearch: z.object({
    list: optional(z.enum(exportLists)),
    filters: optional(z.record(z.string(), z.coerce.string())),
  }),
  component: lazyRouteComponent(() => import('./data/exports-page.tsx'), 'ExportsPage'),
});

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
  beforeLoad: words('settings', 'system', 'attributes', 'identity', 'consent', 'segments', 'lead-score'),
  component: lazyRouteComponent(() => import('./settings/settings-page.tsx'), 'SettingsPage'),
});

/** An address that means nothing is still within the product, with the way to everything else. */
const unknown = createRoute({ getParentRoute: () => layout, path: '$', component: NotFound });

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    setPassword,
    layout.addChildren([
      home,
      profiles,
      profile,
      personas,
      rfm,
      lifecycle,
      suppressions,
      coupons,
      companies,
      company,
      lists,
      segments,
      segment,
      journeys,
      journeyGallery,
      journeyVersions,
      journey,
      journeyRehearsal,
      messages,
      message,
      deliveries,
      inbox,
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
      settings,
      settingsSection,
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
