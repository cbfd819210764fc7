import { type Figure, figureOf } from '../figure.ts';
import { offer, readHandOvers } from '../load/hand-overs.ts';
import { createPeople, generatorShare, newRun, startLoadGenerator } from '../load/prepare.ts';
import { readLogHeads } from '../platform/database.ts';
import { settle } from '../platform/drain.ts';
import { publishDefinitions, publishImmediateJourney, publishSettings } from '../platform/publish.ts';
import { startPlatform } from '../platform/start-platform.ts';
import type { Scenario, ScenarioContext } from '../scenario.ts';
import { median, quantile } from '../statistics.ts';

const name = 'latency';
const eventsPerSecond = 1_000;
/** Every how many-th event ends in a message. */
const every = 10;

/** From an event to the hand-over of the message that it causes, at a rate that does not depend on the answers. */
export const latency: Scenario = { name, run };

async function run(context: ScenarioContext): Promise<readonly Figure[]> {
  const { quick, after, progress } = context;
  const rounds = quick ? 1 : 3;
  const seconds = quick ? 5 : 30;
  const people = quick ? 2_000 : 20_000;
  const generator = startLoadGenerator(context);
  const platform = await startPlatform(context);
  after(platform.stop);
  await publishSettings(platform.client);
  await publishDefinitions(platform.client, 100, 20);
  await publishImmediateJourney(platform.client, offer);
  await createPeople(platform, generator, people, progress);

  const sent = { middle: [] as number[], high: [] as number[], most: [] as number[] };
  const received = { middle: [] as number[], high: [] as number[] };
  let messages = 0;
  let shares = 0;
  for (let round = 0; round < rounds; round++) {
    const heads = await readLogHeads(platform);
    const traffic = { type: 'triggers', run: newRun(), people, every } as const;
    const load = await generator.ask({
      url: platform.url,
      path: '/v1/track',
      authorization: platform.trackingAuthorization,
      traffic,
      // Each round triggers for other people than the last.
      from: round * eventsPerSecond * seconds,
      eventsPerRequest: 1,
      connections: 256,
      pace: { type: 'open', eventsPerSecond, seconds },
    });
    await settle(platform);
    const samples = await readHandOvers(platform, heads);
    const fromSending = samples.map(({ dueAt, handedOverAt }) => handedOverAt - dueAt);
    const fromReceipt = samples.map(({ receivedAt, handedOverAt }) => handedOverAt - receivedAt);
    const expected = load.acknowledged / every;
    if (samples.length !== expected) throw new Error(`${expected} messages were to be sent, ${samples.length} were`);
    messages += samples.length;
    shares = generatorShare(load);
    sent.middle.push(median(fromSending));
    sent.high.push(quantile(fromSending, 0.99));
    sent.most.push(quantile(fromSending, 1));
    received.middle.push(median(fromReceipt));
    received.high.push(quantile(fromReceipt, 0.99));
    progress(`round ${round + 1}: p99 ${quantile(fromSending, 0.99).toFixed(0)} ms over ${samples.length} messages`);
  }

  const conditions =
    `${eventsPerSecond} single-event requests a second by the clock for ${seconds} s, ${rounds} round(s); one in ${every} ` +
    `triggers a journey with an immediate message to the sandbox (${messages} messages), beside 100 segments and 20 other ` +
    `journeys, ${people.toLocaleString('en')} people; every single message counts, to the millisecond: from when its event ` +
    `was due to leave the sender (or was received) to when the channel had taken the message; load generator at ${shares} % ` +
    'of a core';
  const milliseconds = (metric: string, values: readonly number[]) => ({ metric, unit: 'ms', values });
  return [
    figureOf(name, conditions, milliseconds('event sent to hand-over, p50', sent.middle)),
    figureOf(name, conditions, {
      ...milliseconds('event sent to hand-over, p99', sent.high),
      target: { comparison: 'below', value: 250 },
    }),
    figureOf(name, conditions, milliseconds('event sent to hand-over, longest', sent.most)),
    figureOf(name, conditions, milliseconds('event received to hand-over, p50', received.middle)),
    figureOf(name, conditions, milliseconds('event received to hand-over, p99', received.high)),
  ];
}
