import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ProfileStimulus } from '#contracts/stimulus.ts';
import type { TrackedEvent } from '#contracts/tracked-event.ts';
import type { ProcessReport, StartOrder } from './platform-process.ts';

/** What a call brings: events as they were read from a request, or stimuli that are addressed already. */
export interface Call {
  readonly events?: readonly TrackedEvent[];
  readonly stimuli?: readonly ProfileStimulus[];
}

export interface PlatformHandle {
  /** True when the platform says that everything is durable; false when no such answer came, whatever became of it. */
  accept(call: Call): Promise<boolean>;
  /** Starts the process that stands ready. Resolves when it takes events, or false when it was killed before. */
  start(): Promise<boolean>;
  kill(): Promise<void>;
  /** Lets it finish what it has in hand. */
  stop(): Promise<void>;
  /** What the processes said about errors, newest last. */
  complaints(): string;
  /** Processes that ended although nobody killed them. */
  unexpectedEnds(): number;
}

/** One platform process at a time, and always a next one that has loaded its code, so that rounds are short. */
export function createPlatformHandle(order: StartOrder): PlatformHandle {
  let current: ChildProcess | undefined;
  let port: number | undefined;
  let said = '';
  let unexpected = 0;
  let next = launch();

  function launch(): ChildProcess {
    const { NODE_OPTIONS: _options, NODE_TEST_CONTEXT: _context, ...environment } = process.env;
    const child = fork(fileURLToPath(new URL('./platform-process.ts', import.meta.url)), [], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: [],
      env: environment,
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4_000);
    });
    return child;
  }

  const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

  async function end(child: ChildProcess, signal: 'SIGKILL'): Promise<void> {
    if (hasEnded(child)) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }

  return {
    accept: async (call) => port !== undefined && (await isAnswered(`http://127.0.0.1:${port}/`, call)),
    async start() {
      const child = next;
      current = child;
      next = launch();
      return await new Promise<boolean>((resolve) => {
        child.on('message', (report: ProcessReport) => {
          if (report.type !== 'ready') return;
          port = report.port;
          resolve(true);
        });
        child.once('exit', () => {
          if (current === child) unexpected++;
          resolve(false);
        });
        child.send(order);
      });
    },
    async kill() {
      const child = current;
      current = undefined;
      port = undefined;
      if (child) await end(child, 'SIGKILL');
    },
    async stop() {
      const child = current;
      current = undefined;
      port = undefined;
      if (child && !hasEnded(child)) {
        const exited = once(child, 'exit');
        child.send({ type: 'stop' });
        await exited;
      }
      await end(next, 'SIGKILL');
    },
    complaints: () => said,
    unexpectedEnds: () => unexpected,
  };
}

export async function isAnswered(url: string, body: object, headers: Record<string, string> = {}): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(5_000);
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(body), headers, signal });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}
