import { setTimeout as sleep } from 'node:timers/promises';
import { demoMessages } from '#demo/brand/messages.ts';
import { type ChildProcess, startChild } from '../child-process.ts';
import { type Figure, figureOf } from '../figure.ts';
import { createPeople, newRun, startLoadGenerator } from '../load/prepare.ts';
import { settle } from '../platform/drain.ts';
import { describeShares, processorTimesSince, readProcessorTimes } from '../platform/processes.ts';
import { publishImmediateJourney, publishSettings } from '../platform/publish.ts';
import { startPlatform } from '../platform/start-platform.ts';
import type { MailLoopRequest } from '../processes/mail-loop.ts';
import type { SinkReply, SinkRequest } from '../processes/mail-sink.ts';
import type { Scenario, ScenarioContext } from '../scenario.ts';

const name = 'broadcast';
const connections = 10;

/** Many people get an e-mail at once: how fast it leaves over SMTP. */
export const broadcast: Scenario = { name, run };

async function run(context: ScenarioContext): Promise<readonly Figure[]> {
  const { quick, after, progress } = context;
  const rounds = quick ? 1 : 3;
  const messages = quick ? 500 : 10_000;
  const generator = startLoadGenerator(context);
  const sink: ChildProcess<SinkRequest, SinkReply> = startChild('mail-sink.ts');
  after(sink.stop);
  const bareLoop: ChildProcess<MailLoopRequest, number> = startChild('mail-loop.ts');
  after(bareLoop.stop);
  const { port } = await sink.ask({ type: 'port' });
  const platform = await startPlatform(context);
  after(platform.stop);
  await publishSettings(platform.client);
  await publishImmediateJourney(platform.client, newsletter());
  const settings = {
    host: '127.0.0.1',
    port,
    security: 'none',
    from: 'Shop <hello@shop.example>',
    maxConnections: connections,
  };
  await platform.client.send('PUT', '/channels/email', { provider: 'smtp', settings });
  await createPeople(platform, generator, messages, progress);

  const measured = { own: [] as number[], whole: [] as number[], bare: [] as number[] };
  let bytes = 0;
  let shares = '';
  for (let round = 1; round <= rounds; round++) {
    await sink.ask({ type: 'reset' });
    const processorBefore = await readProcessorTimes(platform.processId);
    const startedAt = performance.now();
    await generator.ask({
      url: platform.url,
      path: '/v1/batch',
      authorization: platform.trackingAuthorization,
      traffic: { type: 'enrolment', run: newRun() },
      from: 0,
      eventsPerRequest: 100,
      connections: 4,
      pace: { type: 'amount', events: messages },
    });
    const taken = await waitForMessages(sink, messages);
    const whole = (performance.now() - startedAt) / 1_000;
    shares = describeShares(processorTimesSince(processorBefore, await readProcessorTimes(platform.processId)), whole);
    await settle(platform);
    bytes = taken.sample.length;
    measured.own.push((messages - 1) / taken.seconds);
    measured.whole.push(messages / whole);
    measured.bare.push(await bareLoop.ask({ port, connections, messages, sample: taken.sample }));
    progress(`round ${round}: ${Math.round(messages / taken.seconds)} messages/s; ${shares}`);
  }

  const conditions =
    `${messages.toLocaleString('en')} people enrolled at once by events that trigger a journey with an immediate e-mail of ` +
    `the demo brand (${bytes} bytes as sent), ${connections} SMTP connections without TLS to a sink on this machine, ` +
    `${rounds} round(s); sending: from the first message at the sink to the last; whole: from the first event; in the last ` +
    `round, of one core: ${shares}`;
  const limit = { name: 'bare nodemailer loop', values: measured.bare };
  return [
    figureOf(name, conditions, { metric: 'sending', unit: 'messages/s', values: measured.own, limit }),
    figureOf(name, conditions, { metric: 'whole, with enrolment', unit: 'messages/s', values: measured.whole }),
  ];
}

function newsletter() {
  const message = demoMessages('https://shop.example').find(({ id }) => id === 'welcome');
  if (message === undefined) throw new Error('The demo brand has no welcome message');
  return message;
}

async function waitForMessages(sink: ChildProcess<SinkRequest, SinkReply>, wanted: number): Promise<SinkReply> {
  let standstill = performance.now();
  for (let before = 0; ; ) {
    const reply = await sink.ask({ type: 'count' });
    if (reply.count >= wanted) return reply;
    if (reply.count > before) standstill = performance.now();
    if (performance.now() - standstill > 180_000) throw new Error(`Only ${reply.count} of ${wanted} messages came`);
    before = reply.count;
    await sleep(100);
  }
}
