import type { Figure } from '../figure.ts';
import { measureBackfill } from '../load/measure-backfill.ts';
import { newRun, startLoadGenerator } from '../load/prepare.ts';
import type { Traffic } from '../load/traffic.ts';
import { settle } from '../platform/drain.ts';
import { publishSettings } from '../platform/publish.ts';
import { startPlatform } from '../platform/start-platform.ts';
import type { Scenario, ScenarioContext } from '../scenario.ts';
import { importRows } from './importing.ts';

const name = 'segment-backfill';
const eventsEach = 10;

/** A new segment beside people with a history: when it can be asked who belongs to it, and when everybody's state knows. */
export const segmentBackfill: Scenario = { name, run };

async function run(context: ScenarioContext): Promise<readonly Figure[]> {
  const { quick, after, progress } = context;
  const people = quick ? 2_000 : 100_000;
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

  const beside = `${people.toLocaleString('en')} people with ${eventsEach} past events each, nobody else about`;
  return measureBackfill(name, platform, people, beside, progress);
}
