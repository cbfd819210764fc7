import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { collectHeapAtRest } from '#components/memory/collect-heap.ts';
import { trimFreeBlocksAtRest } from '#components/memory/trim-free-blocks.ts';
import { StartupError } from '#components/startup-error.ts';
import { createStorefront } from '#demo/storefront/routes.ts';
import { createLog } from './log.ts';
import { choosePort } from './start/choose-port.ts';
import { type Configuration, readConfiguration } from './start/configuration.ts';
import { startDemo, writeKeyOf } from './start/demo.ts';
import { explainStorageFailure } from './start/explain-storage-failure.ts';
import { createLifecycle } from './start/lifecycle.ts';
import { outliveReaders } from './start/outlive-readers.ts';
import { credentialsFile, type Platform, startPlatform } from './start/platform.ts';
import { createTerminal } from './start/terminal.ts';
import { watchNpm } from './start/watch-npm.ts';

const adminDirectory = fileURLToPath(new URL('../dist/admin', import.meta.url));

outliveReaders();
collectHeapAtRest();
const terminal = createTerminal();
const log = createLog('warn');
trimFreeBlocksAtRest().catch((error: unknown) =>
  log.warn({ err: error }, 'free memory is not given back to the system'),
);
const lifecycle = createLifecycle((part, error) => log.error({ err: error }, `${part} did not stop cleanly`));

/** Milliseconds. Where npm passes ctrl-C on, it is heard twice: the terminal has sent it to the whole group itself. */
const sameInterrupt = 500;

let stoppingSince: number | undefined;
function stop(): void {
  if (stoppingSince !== undefined) return;
  stoppingSince = performance.now();
  terminal.print('Stopping ... (ctrl-C again ends at once)');
  void lifecycle.stop().then(() => process.exit());
}
// Nothing acknowledged is lost by that: the next start works off what was under way.
process.on('SIGINT', () => {
  if (stoppingSince !== undefined && performance.now() - stoppingSince > sameInterrupt) process.exit(130);
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
// Whoever started it over a channel has ended, as a benchmark that was cut off.
process.on('disconnect', stop);
watchNpm(stop);

try {
  const configuration = readConfiguration(process.env);
  await start(configuration).catch((error: unknown) => {
    throw explainStorageFailure(error, configuration.dataDirectory);
  });
} catch (error) {
  await lifecycle.stop();
  if (stoppingSince === undefined) {
    process.exitCode = 1;
    if (error instanceof StartupError) terminal.print(error.message);
    else log.fatal({ err: error }, 'Throughline could not start');
  }
  process.exit();
}

async function start(configuration: Configuration): Promise<void> {
  const { host, dataDirectory, demo } = configuration;
  const startedAt = performance.now();
  terminal.print('Throughline');
  const port = await choosePort(host, configuration.port);
  await mkdir(dataDirectory, { recursive: true });
  const platform = await startPlatform({
    configuration,
    port,
    adminDirectory: existsSync(adminDirectory) ? adminDirectory : null,
    lifecycle,
    progress: (sentence) => terminal.step(sentence),
    // Whoever supervises the process starts it again; one that goes on without its database would only look alive.
    onLost: (reason) => {
      if (stoppingSince !== undefined) return;
      terminal.print(reason);
      process.exitCode = 1;
      stop();
    },
    ...(demo && { extraPages: createStorefront({ writeKey: () => writeKeyOf(dataDirectory) }) }),
  });
  terminal.print(`\n  Ready in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s:  ${platform.url}\n`);
  printCredentials(platform, dataDirectory);
  if (isEveryAddress(host) && configuration.publicUrl === undefined) {
    terminal.print(`  Links in messages would lead to ${platform.url}, which nobody can open: set PUBLIC_URL.`);
  }
  if (demo) {
    await startDemo({ url: platform.url, dataDirectory, lifecycle, terminal, log });
    terminal.print('  The demo brand is open: its shoppers are at work. THROUGHLINE_DEMO=off starts without them.');
  }
  terminal.print('  Ctrl-C stops it; everything is kept.');
}

function isEveryAddress(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}

function printCredentials({ credentials }: Platform, dataDirectory: string): void {
  const file = credentialsFile(dataDirectory);
  if (!credentials) {
    terminal.print(`  Sign in with what stands in ${file}`);
    return;
  }
  terminal.print(
    [
      `  E-mail     ${credentials.adminEmail}`,
      `  Password   ${credentials.adminPassword}`,
      `  Write key  ${credentials.writeKey}`,
      `  API key    ${credentials.apiKey}`,
      `  (shown once; kept in ${file})`,
    ].join('\n'),
  );
}
