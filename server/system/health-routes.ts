import type { FastifyInstance } from 'fastify';
import type { ServerParts } from '../parts.ts';

/** For supervisors and load balancers: alive is that it answers, ready is that every part can do its work. */
export function registerHealth(
  app: FastifyInstance,
  { health, metrics }: Pick<ServerParts, 'health' | 'metrics'>,
): void {
  app.get('/health/live', (_request, reply) => reply.send({ status: 'ok' }));

  app.get('/health/ready', async (_request, reply) => {
    const parts = await health();
    const ok = parts.every((part) => part.ok);
    return reply.code(ok ? 200 : 503).send({ status: ok ? 'ok' : 'unavailable', parts });
  });

  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.metrics()));
}
