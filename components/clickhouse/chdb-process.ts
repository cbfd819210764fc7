import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { StartupError } from '../startup-error.ts';
import { engineThreads } from './chdb-configuration.ts';
import type { ChdbServerMessage, ChdbServerStart } from './chdb-server.ts';

export interface ChdbOptions {
  directory: string;
  /** What the engine may use for statements and caches; the process takes up to 500 MB more before it is restarted. */
  memoryLimitMegabytes?: number;
  /** Called with one sentence when the process died, was restarted or wrote to its error stream. */
  log?: (sentence: string) => void;
  onRestart?: () => void;
}

export interface ChdbProcess {
  /** With user and password, in the shape of CLICKHOUSE_URL; the same after a restart. */
  url: string;
  /** Process id of the child that serves now; undefined between a death and the restart. */
  pid(): number | undefined;
  /** Waits for running statements (5 s at most), closes the directory and ends the process. */
  stop(): Promise<void>;
}

const readyMilliseconds = 60_000;
const stopMilliseconds = 10_000;
const longestPauseMilliseconds = 10_000;

/**
 * Starts ClickHouse as a library in a process of its own, because a crash or an out-of-memory statement takes its
 * process along. Rejects with StartupError when the directory is in use or cannot be opened.
 */
export async function startChdb(options: ChdbOptions): Promise<ChdbProcess> {
  const log = options.log ?? ((): void => undefined);
  mkdirSync(options.directory, { recursive: true });
  const password = randomBytes(24).toString('base64url');
  const start: ChdbServerStart = {
    kind: 'start',
    directory: options.directory,
    memoryLimitMegabytes: options.memoryLimitMegabytes ?? 1_000,
    password,
    port: 0,
  };
  let stopping = false;
  let child: ChildProcess | undefined;
  let restarting: Promise<void> = Promise.resolve();

  const launch = async (): Promise<void> => {
    const launched = await launchChild(start, log);
    child = launched.child;
    start.port = launched.port;
    const startedAt = Date.now();
    launched.child.once('exit', (code, signal) => {
      child = undefined;
      if (stopping) return;
      log(`The ClickHouse process ended (${signal ?? `code ${code}`}); it is restarted.`);
      restarting = restart(Date.now() - startedAt > longestPauseMilliseconds ? 0 : 100);
    });
    if (stopping) launched.child.kill('SIGTERM');
  };

  const restart = async (firstPause: number): Promise<void> => {
    for (let pause = firstPause; !stopping; pause = Math.min(Math.max(pause, 100) * 2, longestPauseMilliseconds)) {
      await delay(pause);
      if (stopping) return;
      try {
        await launch();
        options.onRestart?.();
        return;
      } catch (error) {
        log(`ClickHouse could not be restarted: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };

  await launch();
  return {
    url: `http://default:${password}@127.0.0.1:${start.port}`,
    pid: () => child?.pid,
    stop: async () => {
      stopping = true;
      if (child) await stopChild(child);
      await restarting;
      if (child) await stopChild(child);
    },
  };
}

async function launchChild(
  start: ChdbServerStart,
  log: (sentence: string) => void,
): Promise<{ child: ChildProcess; port: number }> {
  const holder = directoryHolder(start.directory);
  const child = fork(fileURLToPath(new URL('./chdb-server.ts', import.meta.url)), [], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    // In a process group of its own: ctrl-C must reach only the parent, which drains first and says when to stop.
    detached: true,
    // A small young generation: rows pass through as buffers outside the heap, so a larger one only costs memory.
    execArgv: ['--max-semi-space-size=2', '--max-old-space-size=256', '--expose-gc', ...preloaded(process.execArgv)],
    env: childEnvironment(),
  });
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-4_000);
    for (const line of text.split('\n')) if (line.trim() !== '') log(`ClickHouse: ${line.trim()}`);
  });
  child.send(start);
  try {
    return { child, port: await readyPort(child) };
  } catch (error) {
    child.kill('SIGKILL');
    if (/Cannot lock file/.test(errors)) {
      const which = holder === undefined ? 'another process' : `process ${holder}`;
      throw new StartupError(
        `The ClickHouse data in ${start.directory} is in use by ${which}; stop it, or choose another data directory.`,
      );
    }
    const detail = errors.trim().split('\n')[0] || (error instanceof Error ? error.message : String(error));
    throw new StartupError(`ClickHouse could not open its data in ${start.directory}: ${detail}`);
  }
}

function readyPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => finish(() => reject(new Error('not ready after 60 seconds'))), readyMilliseconds);
    const onMessage = (message: ChdbServerMessage): void => {
      if (message.kind === 'ready') finish(() => resolve(message.port));
      else finish(() => reject(new Error(message.reason)));
    };
    // 'close' comes after the error stream has ended, so that the reason written there has been read.
    const onClose = (): void => finish(() => reject(new Error('the process ended while starting')));
    const finish = (settle: () => void): void => {
      clearTimeout(timer);
      child.off('message', onMessage);
      child.off('close', onClose);
      settle();
    };
    child.on('message', onMessage);
    child.once('close', onClose);
  });
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  if (child.connected) child.send({ kind: 'stop' });
  else child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopMilliseconds);
  await exited;
  clearTimeout(timer);
}

// The engine keeps a locked file with its process id while it has the directory open.
function directoryHolder(directory: string): string | undefined {
  const file = join(directory, 'status');
  if (!existsSync(file)) return undefined;
  return /PID: (\d+)/.exec(readFileSync(file, 'utf8'))?.[1];
}

/** What this process was told to import first, which is how its source is read. */
function preloaded(parameters: readonly string[]): readonly string[] {
  const place = parameters.indexOf('--import');
  return place < 0 ? [] : parameters.slice(place, place + 2);
}

function childEnvironment(): NodeJS.ProcessEnv {
  // A debugger or a loader meant for the parent would open its port twice or run twice.
  const { NODE_OPTIONS: _options, NODE_TEST_CONTEXT: _context, ...environment } = process.env;
  return {
    ...environment,
    UV_THREADPOOL_SIZE: String(engineThreads + 4),
    // glibc keeps what it once got: without these, 30 MB more stay after a hundred thousand inserted rows.
    MALLOC_ARENA_MAX: '2',
    MALLOC_TRIM_THRESHOLD_: '131072',
    MALLOC_MMAP_THRESHOLD_: '65536',
  };
}
