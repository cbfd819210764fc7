import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresBinaries } from './binaries.ts';
import type { Cluster } from './cluster.ts';
import { explainFailure } from './explain-failure.ts';
import { launch } from './launch.ts';
import { settingsFor } from './settings.ts';

export interface ServerProcess {
  port: number;
  /** Fast shutdown: open transactions are rolled back, everything committed is on disk. */
  stop(): Promise<void>;
}

const attempts = 10;
const stopSignals = [
  { signal: 'SIGINT', seconds: 60 },
  { signal: 'SIGQUIT', seconds: 10 },
  { signal: 'SIGKILL', seconds: 10 },
] as const;

export interface ServerOptions {
  connections: number;
  /** Hears of an end that nobody asked for. */
  onExit: (reason: string) => void;
}

/** Starts the server on a free port of 127.0.0.1. */
export async function startServer(
  binaries: PostgresBinaries,
  cluster: Cluster,
  { connections, onExit }: ServerOptions,
): Promise<ServerProcess> {
  for (let attempt = 1; ; attempt++) {
    const port = await findFreePort();
    const { child, output, exited } = await spawnServer(binaries, cluster, {
      ...settingsFor(connections),
      port: String(port),
    });
    if (child.exitCode === null && child.signalCode === null) {
      let stopping = false;
      void exited.then(() => {
        if (!stopping) onExit(explainFailure('go on', output(), cluster.directory).message);
      });
      const stop = async () => {
        stopping = true;
        await stopServer(child, exited);
      };
      return { port, stop };
    }
    // Another program may take the port in between; a killed server's last sessions may hold its memory for a moment.
    if (attempt === attempts || !/Address already in use|pre-existing shared memory/i.test(output())) {
      throw explainFailure('start', output(), cluster.directory);
    }
    await sleep(200);
  }
}

/** Resolves when the server accepts connections or has given up. */
async function spawnServer(binaries: PostgresBinaries, cluster: Cluster, settings: Readonly<Record<string, string>>) {
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = launch(binaries.postgres, ['-D', cluster.directory, ...flags], {
    user: cluster.user,
    folders: [cluster.directory, dirname(binaries.postgres)],
  });
  const lines: string[] = [];
  const exited = new Promise<void>((resolve) => child.on('close', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    void exited.then(resolve);
    child.stdout?.resume();
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      lines.push(text);
      if (lines.length > 50) lines.shift();
      if (text.includes('database system is ready to accept connections')) resolve();
    });
  });
  return { child, exited, output: () => lines.join('') };
}

async function stopServer(child: ChildProcess, exited: Promise<void>): Promise<void> {
  for (const { signal, seconds } of stopSignals) {
    child.kill(signal);
    const waiting = new AbortController();
    const timeout = sleep(seconds * 1000, 'timeout', { signal: waiting.signal }).catch(() => 'stopped');
    const outcome = await Promise.race([exited, timeout]);
    waiting.abort();
    if (outcome !== 'timeout') return;
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.on('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (address === null || typeof address === 'string') throw new Error('The operating system gave no port');
  return address.port;
}
