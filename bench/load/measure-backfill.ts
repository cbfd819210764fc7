import { setTimeout as sleep } from 'node:timers/promises';
import { segmentPreview, segment as segmentSchema } from '#contracts/api/segment.ts';
import { type Figure, figureOf } from '../figure.ts';
import { drainLanes, settle } from '../platform/drain.ts';
import { processorTimesSince, readProcessorTimes } from '../platform/processes.ts';
import type { RunningPlatform } from '../platform/start-platform.ts';

const id = 'viewers';
/** Longer than any sound run takes. */
const longestSeconds = 900;

/**
 * Publishes a segment about all of history and waits until everybody's state knows. `beside` says who is there. Throws where the
 * segment comes to hold others than the audience had.
 */
export async function measureBackfill(
  name: string,
  platform: RunningPlatform,
  people: number,
  beside: string,
  progress: (sentence: string) => void,
): Promise<readonly Figure[]> {
  const { client } = platform;
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
  progress(`folded into every state after ${folded.toFixed(1)} s`);
  await settle(platform);
  // The size is answered again from memory for a moment.
  const isSize = async () => (await client.get(`/segments/${id}`, segmentSchema)).size === audience.count;
  while (!(await isSize())) {
    if (seconds() > longestSeconds) throw new Error('The segment holds others than the audience');
    await sleep(500);
  }

  const conditions =
    `${beside}; from the request to publish; audience: until the API has counted all who belong to it; folded: until the history is ` +
    'counted and every lane has committed it; afterwards the segment holds as many people as the audience had';
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
