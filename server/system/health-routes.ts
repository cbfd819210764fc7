import type { FastifyInstance } from 'fastify';
import type { PartHealth, ServerParts } from '../parts.ts';

/** For supervisors and load balancers: alive is that it answers, ready is that every part can do its work. */
export function registerHealth(
  app: FastifyInstance,
  { health, metrics, log }: Pick<ServerParts, 'health' | 'metrics' | 'log'>,
): void {
  const reasons = new Map<string, string | undefined>();

  /** Anybody may ask, as often as they like: each reason is logged once for as long as it lasts. */
  function note({ part, ok, detail }: PartHealth): void {
    if (ok) reasons.delete(part);
    else if (!reasons.has(part) || reasons.get(part) !== detail) {
      reasons.set(part, detail);
      log.warn({ part, reason: detail }, 'a part is not ready');
    }
  }

  app.get('/health/live', (_request, reply) => reply.send({ status: 'ok' }));

  app.get('/health/ready', async (_request, reply) => {
    const parts = await health();
    for (const part of parts) note(part);
    const allOk = parts.every(({ ok }) => ok);
    // Errors of databases name hosts and accounts.
    const shown = parts.map(({ part, ok }) => ({ part, ok }));
    return reply.code(allOk ? 200 : 503).send({ status: allOk ? 'ok' : 'unavailable', parts: shown });
  });

  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.metrics()));
}
