import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Credentials } from '#server/auth/first-access.ts';
import packageDescription from '../package.json' with { type: 'json' };

export interface StartedProduct {
  readonly url: string;
  readonly dataDirectory: string;
  readonly credentials: Credentials;
  /** All that it has printed so far. */
  output(): string;
  /** As ctrl-C does; removes the data. */
  stop(): Promise<void>;
}

const root = fileURLToPath(new URL('..', import.meta.url));

interface Options {
  readonly demo: boolean;
  /** Printed when it is ready for the test. */
  readonly ready: RegExp;
  readonly timeoutMilliseconds: number;
}

/** The product as a newcomer starts it, with the scripts of `npm start`, on an empty data directory. */
export async function startProduct({ demo, ready, timeoutMilliseconds }: Options): Promise<StartedProduct> {
  const directory = await mkdtemp(join(tmpdir(), 'throughline-product-'));
  const port = await freePort();
  const { prestart, start } = packageDescription.scripts;
  const child = spawn('sh', ['-c', `(${prestart}) && ${start}`], {
    cwd: root,
    env: {
      ...process.env,
      // npm puts the programs of the packages first as well, and with them the Node that runs the server.
      PATH: `${join(root, 'node_modules', '.bin')}:${process.env['PATH']}`,
      PORT: String(port),
      THROUGHLINE_DATA: directory,
      THROUGHLINE_DEMO: demo ? 'on' : 'off',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const stop = async () => {
    await end(child);
    await rm(directory, { recursive: true, force: true });
  };
  try {
    await printed(child, () => ready.test(output), timeoutMilliseconds);
  } catch (error) {
    await stop();
    throw new Error(`The product did not start; it printed:\n${output}`, { cause: error });
  }
  const credentials = JSON.parse(await readFile(join(directory, 'credentials.json'), 'utf8')) as Credentials;
  return { url: `http://127.0.0.1:${port}`, dataDirectory: directory, credentials, output: () => output, stop };
}

async function printed(child: ChildProcess, done: () => boolean, timeoutMilliseconds: number): Promise<void> {
  const end = Date.now() + timeoutMilliseconds;
  while (!done()) {
    if (child.exitCode !== null) throw new Error(`It ended with code ${child.exitCode}`);
    if (Date.now() > end) throw new Error(`Not within ${timeoutMilliseconds / 1_000} s`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGINT');
  await exited;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (typeof address !== 'object' || address === null) throw new Error('There is no free port');
  return address.port;
}
