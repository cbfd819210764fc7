import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { companySorts } from '#contracts/api/company.ts';
import { happeningTypes } from '#contracts/api/live.ts';
import { historyDays } from '#contracts/api/segment-history.ts';
import { channels } from '#contracts/channel.ts';
import { rfmGroups } from '#contracts/rfm.ts';
import { words } from '../i18n/setup.ts';
import { segmentSorts } from '../segments/segment-sorts.ts';
import { layout } from './root.ts';
import { optional, word } from './search.ts';

const profileWords = words(
  'inbound',
  ...[
    'profiles',
    'customers',
    'steps',
    'canvas',
    'attributes',
    'identity',
    'consent',
    'segments',
    'messages',
    'companies',
    'lead-score',
  ],
);

const profiles = createRoute({
  getParentRoute: () => layout,
  path: '/profiles',
  beforeLoad: words('profiles', 'attributes', 'identity', 'customers', 'segments', 'lists'),
  validateSearch: z.object({
    ...{ search: word, segment: word, journey: word, node: word },
    ...{ rfm: word, persona: word, moved: word, list: word },
  }),
  component: lazyRouteComponent(() => import('../profiles/list/profiles-page.tsx'), 'ProfilesPage'),
});

const profile = createRoute({
  getParentRoute: () => layout,
  path: '/profiles/$id',
  beforeLoad: profileWords,
  validateSearch: z.object({ type: optional(z.enum(happeningTypes)), on: optional(z.iso.date()), why: word }),
  component: lazyRouteComponent(() => import('../profiles/profile-page.tsx'), 'ProfilePage'),
});

const personas = createRoute({
  getParentRoute: () => layout,
  path: '/personas',
  beforeLoad: words('customers'),
  validateSearch: z.object({ view: optional(z.enum(['compare'])) }),
  component: lazyRouteComponent(() => import('../personas/personas-page.tsx'), 'PersonasPage'),
});

const rfm = createRoute({
  getParentRoute: () => layout,
  path: '/personas/rfm',
  beforeLoad: words('customers', 'segments'),
  validateSearch: z.object({ cell: word, group: optional(z.enum(rfmGroups)) }),
  component: lazyRouteComponent(() => import('../rfm/rfm-page.tsx'), 'RfmPage'),
});

const lifecycle = createRoute({
  getParentRoute: () => layout,
  path: '/personas/lifecycle',
  beforeLoad: words('customers', 'attributes'),
  validateSearch: z.object({ days: optional(z.union(historyDays.map((days) => z.literal(days)))) }),
  component: lazyRouteComponent(() => import('../lifecycle/lifecycle-page.tsx'), 'LifecyclePage'),
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
  component: lazyRouteComponent(() => import('../people/suppressions-page.tsx'), 'SuppressionsPage'),
});

const companies = createRoute({
  getParentRoute: () => layout,
  path: '/companies',
  beforeLoad: words('companies'),
  validateSearch: z.object({ search: word, sort: optional(z.enum(companySorts)) }),
  component: lazyRouteComponent(() => import('../companies/companies-page.tsx'), 'CompaniesPage'),
});

const company = createRoute({
  getParentRoute: () => layout,
  path: '/companies/$id',
  beforeLoad: words('companies'),
  component: lazyRouteComponent(() => import('../companies/company-page.tsx'), 'CompanyPage'),
});

const lists = createRoute({
  getParentRoute: () => layout,
  path: '/lists',
  beforeLoad: words('lists'),
  component: lazyRouteComponent(() => import('../lists/lists-page.tsx'), 'ListsPage'),
});

const segments = createRoute({
  getParentRoute: () => layout,
  path: '/segments',
  validateSearch: z.object({ search: word, inStatus: word, sort: optional(z.enum(segmentSorts)) }),
  beforeLoad: words('segments', 'definition-list', 'lists'),
  component: lazyRouteComponent(() => import('../segments/segments-page.tsx'), 'SegmentsPage'),
});

const segment = createRoute({
  getParentRoute: () => layout,
  path: '/segments/$id',
  beforeLoad: words('segments', 'profiles', 'attributes', 'identity', 'customers'),
  validateSearch: z.object({ view: optional(z.enum(['members', 'history'])) }),
  component: lazyRouteComponent(() => import('../segments/segment-page.tsx'), 'SegmentPage'),
});

export const peopleRoutes = [
  profiles,
  profile,
  personas,
  rfm,
  lifecycle,
  suppressions,
  companies,
  company,
  lists,
  segments,
  segment,
] as const;
