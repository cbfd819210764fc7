import { setTimeout as sleep } from 'node:timers/promises';
import { segmentPreview, segment as segmentSchema } from '#contracts/api/segment.ts';
import { type Figure, figureOf } from '../figure.ts';
import { newRun, startLoadGenerator } from '../load/prepare.ts';
import type { Traffic } from '../load/traffic.ts';
import { drainLanes, settle } from '../platform/drain.ts';
import { processorTimesSince, readProcessorTimes } from '../platform/processes.ts';
import { publishSettings } from '../platform/publish.ts';
import { startPlatform } from '../platform/start-platform.ts';
import type { Scenario, ScenarioContext } from '../scenario.ts';
import { importRows } from './importing.ts';

const name = 'segment-backfill';
const eventsEach = 10;
const id = 'viewers';
/** Longer than any sound run takes. */
const longestSeconds = 900;

/** A new segment beside people with a history: when it can be asked who belongs to it, and when everybody's state knows. */
export const segmentBackfill: Scenario = { name, run };

async function run(context: ScenarioContext): Promise<readonly Figure[]> {
  const { quick, full, after, progress } = context;
  const people = full ? 1_000_000 : quick ? 2_000 : 100_000;
  const generator = startLoadGenerator(context);
  const platform = await startPlatform(context);
  after(platform.stop);
  const { client } = platform;
  await publishSettings(client);
  await importRows(platform, generator, { type: 'people', run: newRun() }, people);
  const history: Traffic = { type: 'history', run: newRun(), people, now: Date.now() };
  await importRows(platform, generator, history, people * eventsEach);
  await settle(platform);
  progress(`${people.toLocaleString('en')} people with ${eventsEach} past events each`);

  const condition = {
    type: 'event',
    match: { event: 'Product Viewed', where: [] },
    frequency: { comparison: 'at_least', times: 1 },
  };
  await client.send('POST', '/segments', { id, name: 'Viewers', condition });
  const before = await readProcessorTimes(platform.processId);
  const startedAt = performance.now();
  const seconds = () => (performance.now() - startedAt) / 1_000;
  await client.send('POST', `/segments/${id}/publish`);
  const audience = segmentPreview.parse(
    await client.send('POST', '/segments/preview', { condition: { type: 'segment', segment: id }, compareWith: [] }),
  );
  const answered = seconds();
  progress(`${audience.count.toLocaleString('en')} people belong to it, known after ${answered.toFixed(1)} s`);
  while ((await client.get(`/segments/${id}`, segmentSchema)).backfill?.state !== 'done') {
    if (seconds() > longestSeconds) throw new Error('The history is still being counted');
    await sleep(100);
  }
  await drainLanes(platform);
  const folded = seconds();
  const used = processorTimesSince(before, await readProcessorTimes(platform.processId));
  const processorSeconds = [...used.values()].reduce((sum, part) => sum + part, 0);
  await settle(platform);
  // The size is answered again from memory for a moment.
  const isSize = async () => (await client.get(`/segments/${id}`, segmentSchema)).size === audience.count;
  while (!(await isSize())) {
    if (seconds() > longestSeconds) throw new Error('The segment holds others than the audience');
    await sleep(500);
  }

  const conditions =
    `${people.toLocaleString('en')} people with ${eventsEach} past events each, nobody else about; from the request to publish; audience: ` +
    'until the API has counted all who belong to it; folded: until the history is counted and every lane has committed it; ' +
    'afterwards the segment holds as many people as the audience had';
  return [
    figureOf(name, conditions, {
      ...{ metric: 'audience answers', unit: 's', values: [answered] },
      target: { comparison: 'below', value: 10 },
    }),
    figureOf(name, conditions, {
      ...{ metric: 'folded into every state', unit: 's', values: [folded] },
      target: { comparison: 'below', value: 60 },
    }),
    figureOf(name, conditions, {
      ...{ metric: 'processor time of the whole platform', unit: 'µs/person' },
      values: [(processorSeconds / people) * 1e6],
    }),
  ];
}
