import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ProcessReport, StartOrder } from './platform-process.ts';

export interface PlatformHandle {
  /** Where it takes events; undefined while nothing runs. */
  port(): number | undefined;
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
    port: () => port,
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
