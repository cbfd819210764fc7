import { join } from 'node:path';
import { type ChildProcess, startChild } from '../child-process.ts';
import { type Figure, figureOf } from '../figure.ts';
import { readFrames, readLogHeads } from '../platform/database.ts';
import { drainLanes, settle } from '../platform/drain.ts';
import { startPlatform } from '../platform/start-platform.ts';
import type { AppendReply, AppendRequest } from '../processes/frame-append.ts';
import type { ScenarioContext } from '../scenario.ts';
import { median, quantile } from '../statistics.ts';
import type { LoadJob } from './job.ts';
import { createPeople, generatorShare, newRun, startLoadGenerator } from './prepare.ts';

export interface IngestLoad extends Pick<LoadJob, 'path' | 'eventsPerRequest' | 'connections'> {
  readonly name: string;
}

/**
 * Events per second that are acknowledged as durable, round by round beside what a bare HTTP server of the same kind
 * takes and what the log alone appends in frames of the size that the platform just wrote.
 */
export async function measureIngest(load: IngestLoad, context: ScenarioContext): Promise<readonly Figure[]> {
  const { quick, after, progress, directory } = context;
  const rounds = quick ? 1 : 5;
  const seconds = quick ? 2 : 5;
  const people = quick ? 1_000 : 10_000;
  const generator = startLoadGenerator(context);
  const echo: ChildProcess<{ type: 'url' }, string> = startChild('echo-server.ts');
  after(echo.stop);
  const log: ChildProcess<AppendRequest, AppendReply> = startChild('frame-append.ts');
  after(log.stop);
  await log.ask({ type: 'open', directory: join(directory, 'log') });
  const platform = await startPlatform(context);
  after(platform.stop);
  await createPeople(platform, generator, people, progress);

  const { name, ...shape } = load;
  const job = (url: string): LoadJob => ({
    ...shape,
    url,
    authorization: platform.trackingAuthorization,
    traffic: { type: 'shopping', run: newRun(), people },
    from: 0,
    pace: { type: 'closed', seconds },
  });
  const echoUrl = await echo.ask({ type: 'url' });
  const measured = { own: [] as number[], echo: [] as number[], append: [] as number[] };
  const answerTimes = { middle: [] as number[], high: [] as number[] };
  const shares: number[] = [];
  let eventsPerCommit = 0;
  for (let round = 1; round <= rounds; round++) {
    const bare = await generator.ask(job(echoUrl));
    const heads = await readLogHeads(platform);
    const own = await generator.ask(job(platform.url));
    await drainLanes(platform);
    await settle(platform);
    const frames = await readFrames(platform, heads);
    eventsPerCommit = frames.eventsPerCommit;
    measured.echo.push(bare.acknowledged / bare.seconds);
    measured.own.push(own.acknowledged / own.seconds);
    measured.append.push(await log.ask({ type: 'append', ...frames, seconds: Math.min(seconds, 3) }));
    answerTimes.middle.push(median(own.answerTimes));
    answerTimes.high.push(quantile(own.answerTimes, 0.99));
    shares.push(generatorShare(own));
    progress(`round ${round}: ${Math.round(own.acknowledged / own.seconds).toLocaleString('en')} events/s`);
  }

  const conditions =
    `${load.connections} kept-alive connections, ${load.eventsPerRequest} event(s) a request of about 750 bytes each, ` +
    `${people.toLocaleString('en')} known people, no definitions, ${rounds} round(s) of ${seconds} s, lanes and projector ` +
    `working beside it; about ${eventsPerCommit} events shared a commit; load generator at ${median(shares)} % of a core`;
  const acknowledged = { metric: 'acknowledged', unit: 'events/s', values: measured.own };
  return [
    figureOf(name, conditions, { ...acknowledged, limit: { name: 'bare Fastify echo', values: measured.echo } }),
    figureOf(name, conditions, { ...acknowledged, limit: { name: 'bare frame append', values: measured.append } }),
    figureOf(name, conditions, { metric: 'time to answer, p50', unit: 'ms', values: answerTimes.middle }),
    figureOf(name, conditions, { metric: 'time to answer, p99', unit: 'ms', values: answerTimes.high }),
  ];
}
