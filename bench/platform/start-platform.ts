import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createManagementClient, type ManagementClient } from '#cli/management-client.ts';
import type { Credentials } from '#server/auth/first-access.ts';
import { choosePort } from '#server/start/choose-port.ts';
import { credentialsFile } from '#server/start/platform.ts';
import { processTree } from './processes.ts';

const root = dirname(dirname(import.meta.dirname));

/** How `npm start` starts the server. */
const serverCommand = JSON.parse(readFileSync(join(root, 'scripts', 'server-command.json'), 'utf8')) as {
  readonly flags: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
};

/** The whole platform as a user gets it: processes of its own, default settings, embedded engines. */
export interface RunningPlatform {
  readonly url: string;
  readonly processId: number;
  readonly dataDirectory: string;
  readonly credentials: Credentials;
  readonly client: ManagementClient;
  /** Basic authentication by the write key. */
  readonly trackingAuthorization: string;
  /** From the start of the process to the first success of /health/ready. */
  readonly readyMilliseconds: number;
  /** Resolves when the text was printed. */
  printed(text: string): Promise<void>;
  stop(): Promise<void>;
}

export interface PlatformOptions {
  /** Holds the data directory; may hold that of an earlier start. */
  readonly directory: string;
  readonly demo?: boolean;
  /** By `npm start`, with everything that comes between it and the server. */
  readonly byNpm?: boolean;
  readonly profile?: string | undefined;
  /** Hears of what the platform logs as a warning or worse, each message once: such figures are not those of a sound run. */
  readonly progress?: (sentence: string) => void;
}

const readyWithinMilliseconds = 120_000;

export async function startPlatform(options: PlatformOptions): Promise<RunningPlatform> {
  const { directory, demo = false, byNpm = false, profile, progress = () => {} } = options;
  const dataDirectory = join(directory, 'data');
  const port = await choosePort('127.0.0.1', 0);
  const url = `http://127.0.0.1:${port}`;
  const profiling = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
  const command = byNpm ? ['npm', 'start'] : [process.execPath, ...serverCommand.flags, ...profiling, 'server/main.ts'];
  const startedAt = performance.now();
  const child = spawn(command[0] ?? '', command.slice(1), {
    cwd: root,
    env: environment({ THROUGHLINE_DATA: dataDirectory, THROUGHLINE_DEMO: demo ? 'on' : 'off', PORT: String(port) }),
    // The channel tells the platform when the benchmark dies.
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    tellProblems(text);
  });
  const exited = once(child, 'exit');

  const told = new Set<string>();
  function tellProblems(text: string): void {
    for (const [line, message] of text.matchAll(/^\{"level":.*"msg":"(.*)"\}$/gm)) {
      if (message === undefined || told.has(message)) continue;
      told.add(message);
      progress(`the platform logged: ${line.slice(0, 600)}`);
    }
  }

  async function until(condition: () => Promise<boolean> | boolean, what: string): Promise<void> {
    for (const end = performance.now() + readyWithinMilliseconds; !(await condition()); await sleep(10)) {
      if (child.exitCode !== null) throw new Error(`The platform ended before ${what}:\n${output}`);
      if (performance.now() > end) throw new Error(`Two minutes passed before ${what}:\n${output}`);
    }
  }

  async function stop(): Promise<void> {
    const started = await processTree(child.pid ?? 0);
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await exited;
    // npm ends before what it started.
    while (started.some(isAlive)) await sleep(50);
  }

  try {
    await until(() => isReady(url), 'it was ready');
    const readyMilliseconds = performance.now() - startedAt;
    const credentials = JSON.parse(await readFile(credentialsFile(dataDirectory), 'utf8')) as Credentials;
    return {
      url,
      processId: child.pid ?? 0,
      dataDirectory,
      credentials,
      client: createManagementClient({ url, apiKey: credentials.apiKey }),
      trackingAuthorization: `Basic ${Buffer.from(`${credentials.writeKey}:`).toString('base64')}`,
      readyMilliseconds,
      printed: (text) => until(() => output.includes(text), `it said "${text}"`),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health/ready`)).ok;
  } catch {
    return false;
  }
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}

/** Without what would point the platform at other engines or addresses than its own. */
function environment(own: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const foreign = /^(THROUGHLINE_|DATABASE_URL|CLICKHOUSE_URL|PUBLIC_URL|HOST$|PORT$|TRUSTED_PROXIES|LOG_LEVEL)/;
  const inherited = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return { ...Object.fromEntries(inherited), ...serverCommand.environment, ...own };
}
