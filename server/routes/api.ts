import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Histogram } from 'prom-client';
import { registerKeys } from '../auth/routes.ts';
import { registerTeam } from '../auth/team-routes.ts';
import { registerCompanies } from '../companies/routes.ts';
import { registerConsent } from '../consent/routes.ts';
import { registerJourneys } from '../definitions/journey-routes.ts';
import { registerMessages } from '../definitions/message-routes.ts';
import { registerSegmentHistory } from '../definitions/segment-history.ts';
import { registerSegments } from '../definitions/segment-routes.ts';
import { registerDestinations } from '../destinations/routes.ts';
import { registerExperiments } from '../experiments/routes.ts';
import { openServerExports } from '../exports/open-server-exports.ts';
import { registerExports } from '../exports/routes.ts';
import { registerIdentity } from '../identity/routes.ts';
import { openServerImports } from '../imports/open-server-imports.ts';
import { registerImports } from '../imports/routes.ts';
import { registerContentCheck } from '../journeys/content-check/routes.ts';
import { registerJourneyEditing } from '../journeys/editing/routes.ts';
import { registerJourneyGallery } from '../journeys/gallery/routes.ts';
import { registerJourneyRuns } from '../journeys/run-routes.ts';
import { registerJourneyVersions } from '../journeys/versions/routes.ts';
import { registerLeadScore } from '../lead-score/routes.ts';
import { registerLifecycleFunnel } from '../lifecycle/routes.ts';
import { registerPeopleLists } from '../lists/routes.ts';
import { registerLive } from '../live/routes.ts';
import type { ServerParts } from '../parts.ts';
import { registerPeopleAttributes } from '../people-attributes/routes.ts';
import { registerPersonas } from '../personas/routes.ts';
import { registerPointOfSale } from '../point-of-sale/routes.ts';
import { registerPrivacy } from '../privacy/routes.ts';
import { registerProfiles } from '../profiles/routes.ts';
import { registerRehearsals } from '../rehearsal/routes.ts';
import { registerRfm } from '../rfm/routes.ts';
import { registerKeptAside } from '../schema/kept-aside/kept-routes.ts';
import { maskAnswers } from '../schema/mask/mask-answers.ts';
import { registerRegistry } from '../schema/registry-routes.ts';
import { openServerSources } from '../sources/open-server-sources.ts';
import { registerSources } from '../sources/routes.ts';
import { registerSystem } from '../system/routes.ts';
import { registerTasks } from '../tasks/routes.ts';
import { registerDeliveries } from './deliveries.ts';
import { registerHome } from './home.ts';
import { registerInboundMessages } from './inbound-messages.ts';
import type { Routes } from './routes.ts';
import { registerSettings } from './settings.ts';

/** Everything under /api/v1. Answers hold personal data, so no cache may keep them. */
export function registerApi(app: Routes, parts: ServerParts): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ 'cache-control': 'no-store', 'x-request-id': request.id });
  });
  observe(app, parts);
  maskAnswers(app, parts);
  registerHome(app, parts);
  registerLive(app, parts);
  registerProfiles(app, parts);
  registerIdentity(app, parts);
  registerConsent(app, parts);
  registerPrivacy(app, parts);
  registerPeopleAttributes(app, parts);
  registerCompanies(app, parts);
  registerLeadScore(app, parts);
  registerSegments(app, parts);
  registerPeopleLists(app, parts);
  registerSegmentHistory(app, parts);
  registerLifecycleFunnel(app, parts);
  registerRfm(app, parts);
  registerPersonas(app, parts);
  registerJourneys(app, parts);
  registerJourneyVersions(app, parts);
  registerJourneyRuns(app, parts);
  registerContentCheck(app, parts);
  registerTasks(app, parts);
  registerJourneyEditing(app, parts);
  registerJourneyGallery(app, parts);
  registerRehearsals(app, parts);
  registerExperiments(app, parts);
  registerMessages(app, parts);
  registerDeliveries(app, parts);
  registerInboundMessages(app, parts);
  registerSettings(app, parts);
  registerKeys(app, parts);
  registerTeam(app, parts);
  registerPointOfSale(app, parts);
  registerRegistry(app, parts);
  registerKeptAside(app, parts);
  registerDestinations(app, parts);
  registerExports(app, openServerExports(app, parts), parts.secretKey);
  const imports = openServerImports(app, parts);
  registerImports(app, imports);
  registerSources(app, openServerSources(app, parts, imports));
  registerSystem(app, parts);
  app.get('/openapi.json', { schema: { hide: true } }, (_request, reply) => reply.send(app.swagger()));
}

/** One line and one measurement per request, by route: a URL may name a person. */
function observe(app: FastifyInstance, { metrics }: Pick<ServerParts, 'metrics'>): void {
  const seconds = new Histogram({
    name: 'throughline_api_request_seconds',
    help: 'Time to answer a request of the management API.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [metrics],
  });
  app.addHook('onResponse', async (request: FastifyRequest, reply: FastifyReply) => {
    const { method } = request;
    const route = request.routeOptions.url ?? 'unknown';
    seconds.observe({ method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1_000);
    request.log.info(
      { method, route, status: reply.statusCode, milliseconds: Math.round(reply.elapsedTime) },
      'answered',
    );
  });
}
