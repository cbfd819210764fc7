import { z } from 'zod';
import { type System, system } from '#contracts/api/system.ts';
import { createManagementClient } from '../management-client.ts';
import { CommandError } from '../usage-error.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

const gigabyte = 2 ** 30;
const health = z.object({ parts: z.array(z.object({ part: z.string(), ok: z.boolean() })) });

/** Is it there, ready, and on the same time? `reachable` false: what needs an answer was not asked. */
export async function checkServer(
  url: string,
  now: () => number,
): Promise<{ readonly findings: readonly Finding[]; readonly reachable: boolean }> {
  let response: Response;
  let text: string;
  const before = now();
  try {
    response = await fetch(new URL('/health/ready', url), { signal: AbortSignal.timeout(10_000) });
    text = await response.text();
  } catch {
    const mend = 'Start it with npm start, or give its address with --url.';
    return { reachable: false, findings: [fail(`No server answers at ${url}.`, mend)] };
  }
  const findings: Finding[] = [ok(`A server answers at ${url}.`), ...readReady(response.ok, text)];
  const date = Date.parse(response.headers.get('date') ?? '');
  if (!Number.isNaN(date)) findings.push(checkClock(date, (before + now()) / 2));
  return { reachable: true, findings };
}

function readReady(ready: boolean, text: string): Finding[] {
  if (ready) return [ok('All its parts are ready.')];
  const parsed = health.safeParse(parseJson(text));
  if (!parsed.success)
    return [fail('It is no Throughline server, or one that fails.', 'Check --url and the log of the server.')];
  return parsed.data.parts
    .filter((part) => !part.ok)
    .map(({ part }) =>
      part === 'storage'
        ? fail('There is no room for events, and none are taken.', 'Free space on its disk; it goes on by itself.')
        : fail(`${part} is not ready.`, 'The log of the server says why; restart it if it stays so.'),
    );
}

/** The header counts whole seconds, so less than two say nothing. */
export function checkClock(server: number, here: number): Finding {
  const seconds = Math.round(Math.abs(server - here) / 1000);
  if (seconds < 5) return ok('The clocks of server and this machine agree.');
  return warn(
    `The clocks of server and this machine are ${seconds} s apart.`,
    'Set both by NTP: times of events that carry no sentAt are taken as they are.',
  );
}

/** What the server says about itself, held against what is healthy. */
export async function checkSystem(url: string, apiKey: string, version: string): Promise<readonly Finding[]> {
  try {
    return judgeSystem(await createManagementClient({ url, apiKey }).get('/system', system), version);
  } catch (error) {
    if (!(error instanceof CommandError || error instanceof z.ZodError)) throw error;
    const mend = 'Give a valid API key with --api-key, or the data directory with --data.';
    return [fail(`The management API does not answer as expected: ${error.message}`, mend)];
  }
}

export function judgeSystem(state: System, version: string): Finding[] {
  return [
    state.version === version
      ? ok(`Server and command line are both version ${version}.`)
      : warn(
          `The server is version ${state.version}, this command line ${version}.`,
          'Use the command line that came with the server.',
        ),
    judgeLag(state),
    judgeFacts(state.factsBehindMilliseconds),
    state.outbox.dead === 0
      ? ok(`${state.outbox.pending} effects wait, none was given up.`)
      : warn(
          `${state.outbox.dead} effects were given up.`,
          'See them in the product under Settings, System, and try them again there.',
        ),
    ...(state.stoppedChannels.length === 0
      ? []
      : [
          fail(
            `The provider of ${state.stoppedChannels.join(', ')} refuses the account, so messages wait.`,
            'See why in the product under Settings, Channels; they go as soon as it is mended.',
          ),
        ]),
    ...(state.disk === null ? [] : [judgeDisk(state.disk.free)]),
  ];
}

function judgeLag({ lanes }: System): Finding {
  const live = lanes.filter((lane) => lane.class === 'live').reduce((sum, { lag }) => sum + lag, 0);
  const bulk = lanes.filter((lane) => lane.class === 'bulk').reduce((sum, { lag }) => sum + lag, 0);
  const found = `${live} live and ${bulk} bulk frames wait for the workers.`;
  if (live < 200) return ok(found);
  return warn(
    found,
    'If this does not shrink, events come in faster than they are applied: look at the load of the machine.',
  );
}

function judgeFacts(behind: number): Finding {
  const found = `The reports are ${(behind / 1000).toFixed(1)} s behind.`;
  if (behind < 5_000) return ok(found);
  const mend = 'Check that ClickHouse is up and has room; it catches up by itself.';
  return behind < 60_000 ? warn(found, mend) : fail(found, mend);
}

export function judgeDisk(free: number): Finding {
  const found = `${(free / gigabyte).toFixed(1)} GB are free on the disk of the data.`;
  if (free > 5 * gigabyte) return ok(found);
  const mend = 'Free some space; below 1 GB the databases may stop taking what comes in.';
  return free > gigabyte ? warn(found, mend) : fail(found, mend);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
