import type { FastifyInstance } from 'fastify';
import type { Readiness } from '#contracts/api/health.ts';
import { noRoomReasons } from '#contracts/no-room.ts';
import type { PartHealth, ServerParts } from '../parts.ts';
import { checkMetricsAccess, type MetricsAccessParts } from './metrics-access.ts';

/** For supervisors and load balancers: alive is that it answers, ready is that every part can do its work. */
export function registerHealth(
  app: FastifyInstance,
  parts: Pick<ServerParts, 'health' | 'metrics' | 'log'> & MetricsAccessParts,
): void {
  const { health, metrics, log } = parts;
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
    const asked = await health();
    for (const part of asked) note(part);
    const allOk = asked.every(({ ok }) => ok);
    const answer: Readiness = { status: allOk ? 'ok' : 'unavailable', parts: asked.map(shown) };
    return reply.code(allOk ? 200 : 503).send(answer);
  });

  app.get('/metrics', async (request, reply) => {
    await checkMetricsAccess(request, parts);
    return reply.type(metrics.contentType).send(await metrics.metrics());
  });
}

/** Errors of databases name hosts and accounts, which nobody is told; what has no room is told to senders as well. */
function shown({ part, ok, detail }: PartHealth): Readiness['parts'][number] {
  const reason = part === 'storage' ? noRoomReasons.find((one) => one === detail) : undefined;
  return { part, ok, ...(reason && { reason }) };
}
