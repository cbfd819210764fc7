import { readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import { loadDemo } from '#demo/load.ts';
import { startSimulator } from '#demo/simulator.ts';
import type { Credentials } from '../auth/first-access.ts';
import type { Lifecycle } from './lifecycle.ts';
import { credentialsFile } from './platform.ts';
import type { Terminal } from './terminal.ts';

export interface DemoParts {
  readonly url: string;
  readonly dataDirectory: string;
  readonly lifecycle: Lifecycle;
  readonly terminal: Terminal;
  readonly log: Pick<Logger, 'warn'>;
}

/** Loads the demo brand where it is not there yet, and lets its shoppers in. */
export async function startDemo({ url, dataDirectory, lifecycle, terminal, log }: DemoParts): Promise<void> {
  const { apiKey, writeKey } = readCredentials(dataDirectory);
  const loading = new AbortController();
  await lifecycle.add(
    'demo load',
    () => loading,
    (load) => load.abort(),
  );
  await loadDemo({
    url,
    apiKey,
    now: Date.now,
    signal: loading.signal,
    onProgress: (share, what) => terminal.share(`Demo brand: ${what}`, share),
  });
  await lifecycle.add(
    'shoppers',
    () =>
      startSimulator({
        url,
        writeKey,
        apiKey,
        random: Math.random,
        now: Date.now,
        onError: (error) => log.warn({ err: error }, 'the demo shoppers stopped'),
      }),
    (simulator) => simulator.stop(),
  );
}

/** For the demo's shop, whose pages track their visitors. */
export function writeKeyOf(dataDirectory: string): string {
  return readCredentials(dataDirectory).writeKey;
}

function readCredentials(dataDirectory: string): Credentials {
  return JSON.parse(readFileSync(credentialsFile(dataDirectory), 'utf8')) as Credentials;
}
