import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { LogStore } from '#components/store/port/log.ts';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import type { TrackedEvent } from '#contracts/tracked-event.ts';
import { entryOfStimulus } from '#flow/append-stimuli.ts';
import { choosePort } from '#server/start/choose-port.ts';
import { isAnswered, type PlatformHandle } from './platform-handle.ts';
import type { StartOrder } from './platform-process.ts';

/**
 * The product as `npm start` runs it, threads and server and all, on engines that are handed in. Events come over the
 * tracking API; stimuli that no API takes are appended to its log by this process.
 */
export async function createWholePlatform(
  { databaseUrl, clickhouseUrl, partitionCount }: StartOrder,
  directory: string,
  log: Pick<LogStore, 'append'>,
): Promise<PlatformHandle> {
  const port = await choosePort('127.0.0.1', 0);
  const url = `http://127.0.0.1:${port}`;
  let current: ChildProcess | undefined;
  let authorization = '';
  let said = '';
  let unexpected = 0;

  function launch(): ChildProcess {
    const { NODE_OPTIONS: _options, NODE_TEST_CONTEXT: _context, ...environment } = process.env;
    const child = spawn(process.execPath, [fileURLToPath(new URL('../../server/main.ts', import.meta.url))], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...environment,
        PORT: String(port),
        HOST: '127.0.0.1',
        THROUGHLINE_DATA: directory,
        THROUGHLINE_DEMO: 'off',
        THROUGHLINE_PARTITIONS: String(partitionCount),
        DATABASE_URL: databaseUrl,
        CLICKHOUSE_URL: clickhouseUrl,
      },
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        said = (said + text).slice(-4_000);
      });
    }
    child.once('exit', () => {
      if (current === child) unexpected++;
    });
    return child;
  }

  const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

  async function end(signal: NodeJS.Signals): Promise<void> {
    const child = current;
    current = undefined;
    if (!child || hasEnded(child)) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }

  async function isReady(): Promise<boolean> {
    try {
      const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(1_000) });
      return response.ok;
    } catch {
      return false;
    }
  }

  return {
    async accept({ events, stimuli }) {
      if (current === undefined) return false;
      if (stimuli) return await isAppended(log, stimuli, partitionCount);
      const batch = events?.map(messageOf) ?? [];
      return await isAnswered(`${url}/v1/batch`, { batch }, { authorization });
    },
    async start() {
      const child = launch();
      current = child;
      while (!hasEnded(child)) {
        if (await isReady()) {
          const { writeKey } = JSON.parse(await readFile(join(directory, 'credentials.json'), 'utf8'));
          authorization = `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`;
          return true;
        }
        await sleep(25);
      }
      return false;
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    complaints: () => said,
    unexpectedEnds: () => unexpected,
  };
}

/** As Segment's specification writes it. */
function messageOf({ messageId, identities, content, at }: TrackedEvent): object {
  const named = (kind: string) => identities.find((identity) => identity.kind === kind)?.value;
  const email = named('email');
  return {
    messageId,
    timestamp: new Date(at).toISOString(),
    userId: named('userId'),
    anonymousId: named('anonymousId'),
    ...(content.type === 'track'
      ? { type: 'track', event: content.name, properties: content.properties }
      : { type: 'identify', traits: { ...content.traits, ...(email !== undefined && { email }) } }),
  };
}

async function isAppended(
  log: Pick<LogStore, 'append'>,
  stimuli: readonly ProfileStimulus[],
  partitionCount: number,
): Promise<boolean> {
  try {
    await log.append(stimuli.map((stimulus) => entryOfStimulus(stimulus, partitionCount)));
    return true;
  } catch {
    return false;
  }
}
