import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { draftApprovals } from '#contracts/api/journey.ts';
import { words } from '../i18n/setup.ts';
import { journeySorts } from '../journeys/list/journey-sorts.ts';
import { layout } from './root.ts';
import { optional, word } from './search.ts';

const journeys = createRoute({
  getParentRoute: () => layout,
  path: '/journeys',
  validateSearch: z.object({
    search: word,
    inStatus: word,
    sort: optional(z.enum(journeySorts)),
    approval: optional(z.enum(draftApprovals)),
  }),
  beforeLoad: words('journeys', 'definition-list', 'journey-import', 'steps'),
  component: lazyRouteComponent(() => import('../journeys/list/journeys-page.tsx'), 'JourneysPage'),
});

const journeyGallery = createRoute({
  getParentRoute: () => layout,
  path: '/journey-gallery',
  beforeLoad: words('gallery', 'steps', 'inbound', 'canvas', 'journeys', 'segments', 'attributes'),
  component: lazyRouteComponent(() => import('../journeys/gallery/gallery-page.tsx'), 'GalleryPage'),
});

const journeyVersions = createRoute({
  getParentRoute: () => layout,
  path: '/journeys/$id/versions',
  beforeLoad: words('journeys', 'canvas', 'inbound', 'steps', 'segments', 'messages', 'attributes'),
  validateSearch: z.object({ from: optional(z.number().int()), to: optional(z.number().int()) }),
  component: lazyRouteComponent(() => import('../journeys/versions/versions-page.tsx'), 'VersionsPage'),
});

const journey = createRoute({
  getParentRoute: () => layout,
  path: '/journeys/$id',
  beforeLoad: words('journeys', 'canvas', 'inbound', 'steps', 'experiments', 'segments', 'messages', 'attributes'),
  validateSearch: z.object({ node: word, view: optional(z.enum(['list'])), rules: optional(z.boolean()) }),
  component: lazyRouteComponent(() => import('../journeys/page/journey-page.tsx'), 'JourneyPage'),
});

const journeyRehearsal = createRoute({
  getParentRoute: () => layout,
  path: '/journeys/$id/rehearsal',
  beforeLoad: words(
    'rehearsal',
    'journeys',
    'steps',
    'inbound',
    'canvas',
    'segments',
    'messages',
    'profiles',
    'attributes',
  ),
  validateSearch: z.object({ view: optional(z.enum(['walk'])), run: word }),
  component: lazyRouteComponent(() => import('../rehearsal/rehearsal-page.tsx'), 'RehearsalPage'),
});

const tasks = createRoute({
  getParentRoute: () => layout,
  path: '/tasks',
  beforeLoad: words('tasks'),
  validateSearch: z.object({ done: optional(z.boolean()), whose: optional(z.enum(['mine'])) }),
  component: lazyRouteComponent(() => import('../tasks/tasks-page.tsx'), 'TasksPage'),
});

export const journeysRoutes = [journeys, journeyGallery, journeyVersions, journey, journeyRehearsal, tasks] as const;
