import type { Socket } from 'node:net';
import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyPluginAsync, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { findApiKey } from './auth/api-keys.ts';
import { registerGuard } from './auth/guard.ts';
import { registerSignIn } from './auth/sign-in-routes.ts';
import { registerErrorHandler } from './error-handler.ts';
import { registerOpenApi } from './openapi.ts';
import type { ServerParts } from './parts.ts';
import { registerApi } from './routes/api.ts';
import { registerHooks } from './sources/hook-routes.ts';
import { registerAdminApp } from './static/routes.ts';
import { registerHealth } from './system/health-routes.ts';
import { registerTracking } from './tracking/routes.ts';
import { createTrackingMetrics } from './tracking/tracking-metrics.ts';
import { followSettings } from './workspace-country.ts';

/**
 * The HTTP face of the platform: tracking, management API, sign-in, hosted pages, admin app. Call `listen` on what comes
 * back, and `close` to stop: it takes nothing new, ends live streams and waits for what is under way.
 */
export async function buildServer(parts: ServerParts): Promise<FastifyInstance> {
  const loggerInstance: FastifyBaseLogger = parts.log;
  const app = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1_048_576,
    requestTimeout: 60_000,
    trustProxy: (_address, hop) => hop < (parts.trustedProxies ?? 0),
    routerOptions: { maxParamLength: 300 },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  registerErrorHandler(app);
  dropConnectionsOnClose(app);
  registerGuard(app, parts);
  await registerOpenApi(app, parts.version);
  const settings = await followSettings(app, parts);

  const tracking: FastifyPluginAsync = async (scope) => {
    registerTracking(scope, { ...parts, ...settings, metrics: createTrackingMetrics(parts.metrics) });
  };
  const signIn: FastifyPluginAsync = async (scope) => registerSignIn(scope, parts);
  const api: FastifyPluginAsync = async (scope) => registerApi(scope.withTypeProvider<ZodTypeProvider>(), parts);
  const pages: FastifyPluginAsync = async (scope) => {
    scope.addHook('onRequest', async (_request, reply) => {
      reply.headers(securityHeaders);
    });
    registerHealth(scope, { ...parts, findKey: (key) => findApiKey(parts.sql, key) });
    await scope.register(signIn);
    await scope.register(api, { prefix: '/api/v1' });
    if (parts.adminDirectory !== null) await registerAdminApp(scope, parts.adminDirectory);
  };
  await app.register(tracking);
  registerHooks(app, parts);
  if (parts.hosted) await app.register(parts.hosted);
  await app.register(pages);
  return app;
}

/**
 * Node closes the connections that are idle when a server begins to close. One whose answer or stream ends after that would be
 * kept for 72 seconds, and one over which nothing was asked yet, as browsers open them in advance, for 60; and with it the server.
 */
function dropConnectionsOnClose(app: FastifyInstance): void {
  const { server } = app;
  const unused = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.on('request', ({ socket }) => unused.delete(socket));
  app.addHook('preClose', async () => {
    const sweep = setInterval(() => {
      server.closeIdleConnections();
      for (const socket of unused) socket.destroy();
    }, 50).unref();
    server.once('close', () => clearInterval(sweep));
  });
}

const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;
