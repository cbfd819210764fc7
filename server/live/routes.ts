import type { FastifyInstance } from 'fastify';
import type { PulseFigures } from '#analytics/queries.ts';
import { type Happening, liveQuery, type Pulse } from '#contracts/api/live.ts';
import type { Fact } from '#contracts/fact.ts';
import type { ServerParts } from '../parts.ts';
import type { Routes } from '../routes/routes.ts';
import type { Mask } from '../schema/mask/mask.ts';
import { maskFor } from '../schema/mask/mask-answers.ts';
import { type EventStream, openEventStream } from './event-stream.ts';
import { describeHappening, isShown } from './happening.ts';
import { createLabels } from './labels.ts';

const figuresMilliseconds = 3_000;

/** Who was removed from the team sees nothing more after at most this long. */
const permissionMilliseconds = 5_000;

type LiveParts = Pick<ServerParts, 'sql' | 'workspace' | 'store' | 'live' | 'livePermissionMilliseconds' | 'analytics'>;

/** GET /live: a pulse every second and what just happened. Figures are only asked for while somebody looks. */
export function registerLive(app: Routes, parts: LiveParts): void {
  const streams = new Set<EventStream>();
  const label = createLabels(parts.store, parts.workspace);
  const pulse = startPulse(app, streams, parts);
  app.addHook('preClose', async () => {
    pulse.stop();
    for (const stream of streams) stream.close();
  });

  app.get('/live', { schema: { querystring: liveQuery, hide: true } }, (request, reply) => {
    reply.hijack();
    const stream = openEventStream(reply.raw, reply.getHeaders() as Record<string, string>);
    let mask: Mask | undefined;
    const tell = async (fact: Fact) => {
      if (!isShown(fact)) return;
      mask ??= await maskFor(parts, request.caller);
      stream.send('happening', mask(describeHappening(fact, await label(fact.profile))) as Happening);
    };
    // Names are looked up one after the other, so that what is told keeps its order.
    let told = Promise.resolve();
    const unsubscribe = parts.live.subscribe((fact) => {
      told = told.then(() => tell(fact)).catch((error: unknown) => request.log.warn({ err: error }, 'live stream'));
    }, request.query.profile);
    streams.add(stream);
    pulse.beat(stream);
    const watch = setInterval(() => {
      const look = async () => {
        if (!(await request.isStillAllowed())) stream.close();
      };
      look().catch((error: unknown) => request.log.warn({ err: error }, 'live stream'));
    }, parts.livePermissionMilliseconds ?? permissionMilliseconds);
    watch.unref();
    void stream.closed.then(() => {
      clearInterval(watch);
      unsubscribe();
      streams.delete(stream);
    });
  });
}

function startPulse(
  app: FastifyInstance,
  streams: ReadonlySet<EventStream>,
  { workspace, live, analytics }: LiveParts,
) {
  let figures: PulseFigures | undefined;
  let askedAt = 0;
  const refresh = async () => {
    if (Date.now() - askedAt < figuresMilliseconds) return;
    askedAt = Date.now();
    figures = await analytics.pulse(workspace);
  };
  const beat = (stream: EventStream) => {
    if (figures === undefined) return;
    const now: Pulse = { ...figures, eventsPerSecond: live.eventsPerSecond(), at: new Date().toISOString() };
    stream.send('pulse', now);
  };
  const timer = setInterval(() => {
    if (streams.size === 0) return;
    refresh().catch((error: unknown) => app.log.warn({ err: error }, 'live figures'));
    for (const stream of streams) beat(stream);
  }, 1_000);
  timer.unref();
  return { beat, stop: () => clearInterval(timer) };
}
