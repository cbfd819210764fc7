import { setTimeout as sleep } from 'node:timers/promises';
import { type Figure, figureOf } from '../figure.ts';
import { createPeople, newRun, startLoadGenerator } from '../load/prepare.ts';
import { drainLanes, settle } from '../platform/drain.ts';
import { readMetric } from '../platform/metrics.ts';
import { describeShares, processorTimesSince, readProcessorTimes } from '../platform/processes.ts';
import { publishSettings, publishWaitingJourney } from '../platform/publish.ts';
import { type RunningPlatform, startPlatform } from '../platform/start-platform.ts';
import { makeDue, timersLeft } from '../platform/timers.ts';
import type { Scenario, ScenarioContext } from '../scenario.ts';

const name = 'timers';
const dayInMinutes = 1_440;
/** What each person goes through when her wait ends: wait, condition, update, exit. */
const stepsEach = 4;

/** Many people wait in a journey and their time comes within the same minute: how fast all of them have gone on. */
export const timers: Scenario = { name, run };

async function run(context: ScenarioContext): Promise<readonly Figure[]> {
  const { quick, after, progress } = context;
  const rounds = quick ? 1 : 3;
  const people = quick ? 10_000 : 100_000;
  const generator = startLoadGenerator(context);
  const platform = await startPlatform(context);
  after(platform.stop);
  await publishSettings(platform.client);
  await publishWaitingJourney(platform.client, dayInMinutes);
  await createPeople(platform, generator, people, progress);

  const drains: number[] = [];
  const enrolled: number[] = [];
  const steps: number[] = [];
  let shares = '';
  for (let round = 1; round <= rounds; round++) {
    const startedAt = performance.now();
    await generator.ask({
      url: platform.url,
      path: '/v1/batch',
      authorization: platform.trackingAuthorization,
      traffic: { type: 'enrolment', run: newRun() },
      from: 0,
      eventsPerRequest: 100,
      connections: 4,
      pace: { type: 'amount', events: people },
    });
    enrolled.push(people / (((await drainLanes(platform)) - startedAt) / 1_000));
    await settle(platform);

    const stepsBefore = await journeySteps(platform);
    const processorBefore = await readProcessorTimes(platform.processId);
    const dueAt = await makeDue(platform, people);
    await sleep(Math.max(0, dueAt - Date.now()));
    const seconds = await drain(platform, people);
    shares = describeShares(
      processorTimesSince(processorBefore, await readProcessorTimes(platform.processId)),
      seconds,
    );
    await settle(platform);
    drains.push(seconds);
    steps.push(((await journeySteps(platform)) - stepsBefore) / seconds);
    progress(`round ${round}: ${people.toLocaleString('en')} timers in ${seconds.toFixed(1)} s; ${shares}`);
  }
  const conditions =
    `${people.toLocaleString('en')} people entered a journey and wait; then all their waits end in the same second, and each goes ` +
    `through ${stepsEach} steps (the wait, a condition, an update of the profile, the exit); from that second until the last of them is ` +
    `committed, ${rounds} round(s); in the last round, of one core: ${shares}`;
  return [
    figureOf(name, conditions, {
      metric: `${people.toLocaleString('en')} timers due in the same minute, drained`,
      unit: 's',
      values: drains,
      target: { comparison: 'below', value: 20 },
    }),
    figureOf(name, conditions, { metric: 'journey steps recorded', unit: 'steps/s', values: steps }),
    figureOf(name, conditions, { metric: 'people who enter the journey', unit: 'people/s', values: enrolled }),
  ];
}

function journeySteps({ url }: RunningPlatform): Promise<number> {
  return readMetric(url, 'throughline_facts_total{type="journey_step"}');
}

/** Seconds until nobody waits any more. Looked at in the database itself, on an index that is empty by then. */
async function drain(platform: RunningPlatform, people: number): Promise<number> {
  const startedAt = performance.now();
  for (let left = people, standstill = startedAt; left > 0; await sleep(100)) {
    const now = await timersLeft(platform);
    if (now < left) standstill = performance.now();
    left = now;
    if (performance.now() - standstill > 60_000) throw new Error(`${left} of ${people} timers do not move`);
  }
  return (performance.now() - startedAt) / 1_000;
}
