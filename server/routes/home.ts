import { factsBehindMilliseconds } from '#analytics/freshness.ts';
import { catalog } from '#contracts/api/catalog.ts';
import { home, homeQuery } from '#contracts/api/home.ts';
import { maySee } from '#contracts/schema/schema.ts';
import { countDraftsWaiting } from '../definitions/list-journeys.ts';
import { getSettings } from '../definitions/settings.ts';
import type { ServerParts } from '../parts.ts';
import { enrichCatalog } from '../schema/enrich-catalog.ts';
import type { Routes } from './routes.ts';

export function registerHome(app: Routes, parts: ServerParts): void {
  const { analytics, workspace, live, store } = parts;

  app.get(
    '/home',
    { schema: { tags: ['home'], summary: 'What flows now', querystring: homeQuery, response: { 200: home } } },
    async ({ query: { hours }, caller }) => {
      const [figures, settings, factsBehind, draftsWaiting] = await Promise.all([
        analytics.home(workspace, hours),
        getSettings(parts),
        factsBehindMilliseconds(store, Date.now()),
        countDraftsWaiting(parts, caller),
      ]);
      return {
        ...figures,
        draftsWaiting,
        hours,
        measuredAt: new Date().toISOString(),
        currency: settings.currency,
        eventsPerSecond: live.eventsPerSecond(),
        factsBehindMilliseconds: factsBehind,
      };
    },
  );

  app.get(
    '/catalog',
    { schema: { tags: ['segments'], summary: 'Events and traits that were seen', response: { 200: catalog } } },
    async ({ caller }) =>
      enrichCatalog(
        {
          ...{ sql: parts.sql, workspace, observedTraits: () => analytics.observedTraits(workspace) },
          sees: (personal, { settings }) => caller !== null && maySee(caller.role, personal, settings),
        },
        await analytics.catalog(workspace),
      ),
  );
}
