import { join } from 'node:path';
import { type ChildProcess, startChild } from '../child-process.ts';
import { type Figure, figureOf } from '../figure.ts';
import type { LoadJob } from '../load/job.ts';
import { createPeople, generatorShare, type LoadGenerator, newRun, startLoadGenerator } from '../load/prepare.ts';
import { inDatabase, readFrames, readLogHeads } from '../platform/database.ts';
import { drainLanes, readStanding, settle } from '../platform/drain.ts';
import { readMetric } from '../platform/metrics.ts';
import { describeShares, processorTimesSince, readProcessorTimes } from '../platform/processes.ts';
import { publishDefinitions, publishSettings } from '../platform/publish.ts';
import { type RunningPlatform, startPlatform } from '../platform/start-platform.ts';
import type { AppendReply, AppendRequest } from '../processes/frame-append.ts';
import type { Scenario, ScenarioContext } from '../scenario.ts';

const name = 'end-to-end';
const segments = 100;
const journeys = 20;

/** From HTTP to committed state, with the people, segments and journeys of a shop that has been at it for years. */
export const endToEnd: Scenario = { name, run };

async function run(context: ScenarioContext): Promise<readonly Figure[]> {
  const { quick, directory, after, progress } = context;
  const rounds = quick ? 1 : 3;
  const seconds = quick ? 5 : 30;
  const people = quick ? 5_000 : 100_000;
  const eventsBefore = quick ? 5 : 10;
  const generator = startLoadGenerator(context);
  const echo: ChildProcess<{ type: 'url' }, string> = startChild('echo-server.ts');
  after(echo.stop);
  const log: ChildProcess<AppendRequest, AppendReply> = startChild('frame-append.ts');
  after(log.stop);
  await log.ask({ type: 'open', directory: join(directory, 'log') });
  const platform = await startPlatform(context);
  after(platform.stop);

  await publishSettings(platform.client);
  await publishDefinitions(platform.client, segments, journeys);
  progress(`${segments} segments and ${journeys} journeys published`);
  await createPeople(platform, generator, people, progress);
  await importHistory(platform, generator, people, eventsBefore, progress);
  const documents = await readDocumentSize(platform);

  const job = (url: string, duration: number): LoadJob => ({
    url,
    path: '/v1/batch',
    authorization: platform.trackingAuthorization,
    traffic: { type: 'shopping', run: newRun(), people },
    from: 0,
    eventsPerRequest: 100,
    connections: 8,
    pace: { type: 'closed', seconds: duration },
  });
  const echoUrl = await echo.ask({ type: 'url' });
  const measured = { own: [] as number[], echo: [] as number[], append: [] as number[] };
  const factsBehind = { atEnd: [] as number[], drained: [] as number[] };
  const waiting: number[] = [];
  const costs: number[] = [];
  let sentences = '';
  for (let round = 1; round <= rounds; round++) {
    const bare = await generator.ask(job(echoUrl, Math.min(seconds, 5)));
    measured.echo.push(bare.acknowledged / bare.seconds);

    const heads = await readLogHeads(platform);
    const committedBefore = await readMetric(platform.url, 'throughline_stimuli_total');
    const processorBefore = await readProcessorTimes(platform.processId);
    const startedAt = performance.now();
    const load = await generator.ask(job(platform.url, seconds));
    const atEnd = await readStanding(platform);
    const committedAtEnd = await readMetric(platform.url, 'throughline_stimuli_total');
    const took = ((await drainLanes(platform)) - startedAt) / 1_000;
    const drained = await readStanding(platform);
    const used = processorTimesSince(processorBefore, await readProcessorTimes(platform.processId));
    await settle(platform);
    const committed = (await readMetric(platform.url, 'throughline_stimuli_total')) - committedBefore;

    const frames = await readFrames(platform, heads);
    measured.append.push(await log.ask({ type: 'append', ...frames, seconds: Math.min(seconds, 3) }));
    measured.own.push(committed / took);
    factsBehind.atEnd.push(atEnd.factsBehindMilliseconds / 1_000);
    factsBehind.drained.push(drained.factsBehindMilliseconds / 1_000);
    costs.push(([...used.values()].reduce((sum, part) => sum + part, 0) / committed) * 1e6);
    waiting.push(Math.max(0, load.acknowledged - (committedAtEnd - committedBefore)));
    sentences =
      `load generator ${generatorShare(load)} % of a core; ${describeShares(used, took)} (until drained, ${took.toFixed(1)} s); ` +
      `${load.refused} requests asked to wait; about ${frames.eventsPerCommit} events shared an append`;
    progress(`round ${round}: ${Math.round(committed / took).toLocaleString('en')} stimuli/s; ${sentences}`);
  }

  const conditions =
    `${people.toLocaleString('en')} people with ${eventsBefore} past events each over two years (documents: ${documents}; after the last round ${await readDocumentSize(platform)}), ` +
    `${segments} segments, ${journeys} journeys; 8 connections with batches of 100 events of about 750 bytes for ` +
    `${seconds} s as fast as they are acknowledged, any of the people at random, ${rounds} round(s); stimuli committed by ` +
    `the lanes over the time from the first request until the log was drained; in the last round: ${sentences}`;
  const committed = { metric: 'committed', unit: 'stimuli/s', values: measured.own };
  const target = { comparison: 'at_least', value: 10_000 } as const;
  return [
    figureOf(name, conditions, { ...committed, target, limit: { name: 'bare Fastify echo', values: measured.echo } }),
    figureOf(name, conditions, { ...committed, limit: { name: 'bare frame append', values: measured.append } }),
    figureOf(name, conditions, { metric: 'processor time of the whole platform', unit: 'µs/stimulus', values: costs }),
    figureOf(name, conditions, { metric: 'waiting in the log when the load ends', unit: 'stimuli', values: waiting }),
    figureOf(name, conditions, {
      metric: 'ClickHouse behind when the load ends',
      unit: 's',
      values: factsBehind.atEnd,
      target: { comparison: 'below', value: 5 },
    }),
    figureOf(name, conditions, {
      metric: 'ClickHouse behind when the log is drained',
      unit: 's',
      values: factsBehind.drained,
      target: { comparison: 'below', value: 5 },
    }),
  ];
}

/** Through the import, as a shop that moves in would do it. */
async function importHistory(
  platform: RunningPlatform,
  generator: LoadGenerator,
  people: number,
  eventsEach: number,
  progress: (sentence: string) => void,
): Promise<void> {
  const startedAt = performance.now();
  await generator.ask({
    url: platform.url,
    path: '/v1/import',
    authorization: `Bearer ${platform.credentials.apiKey}`,
    traffic: { type: 'history', run: newRun(), people, now: Date.now() },
    from: 0,
    eventsPerRequest: 400,
    connections: 4,
    pace: { type: 'amount', events: people * eventsEach },
  });
  await drainLanes(platform);
  const rate = ((people * eventsEach) / (performance.now() - startedAt)) * 1_000;
  progress(`their history imported at ${Math.round(rate).toLocaleString('en')} events/s`);
  await settle(platform);
}

async function readDocumentSize(platform: RunningPlatform): Promise<string> {
  return inDatabase(platform, async (sql) => {
    const [row] = await sql<{ middle: number; most: number }[]>`
      select percentile_disc(0.5) within group (order by length(document)) as middle, max(length(document)) as most
      from profile_state`;
    return `median ${row?.middle} and at most ${row?.most} characters`;
  });
}
